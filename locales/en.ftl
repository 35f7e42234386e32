### The messages of Frontdesk in English.
###
### A message's value is our own wording. The attribute `drf` is the wording of Django REST framework, letter by letter,
### for the clients of the older wires; do not improve it. Both catalogues hold the same keys and attributes.

## Fields: what is wrong with a value

field-required = Please fill this in.
    .drf = This field is required.
field-null = This cannot be null.
    .drf = This field may not be null.
field-blank = This cannot be empty.
    .drf = This field may not be blank.
field-unknown = There is no such field.
field-forbidden = You may not change this.
field-unknown-parameter = There is no such parameter.
field-repeated = This may be given once only.
field-repeated-line = Line { $line } has the same already.
field-not-text = Text is expected here.
    .drf = Not a valid string.
field-too-short = { $min ->
        [one] Please use at least { $min } character.
       *[other] Please use at least { $min } characters.
    }
    .drf = Ensure this field has at least { $min } characters.
field-too-long = { $max ->
        [one] Please use at most { $max } character.
       *[other] Please use at most { $max } characters.
    }
    .drf = Ensure this field has no more than { $max } characters.
field-control-character = Control characters are not allowed here.
    .drf = Null characters are not allowed.
field-nul = The character with the code zero is not allowed.
    .drf = Null characters are not allowed.
field-pattern = This does not have the form that is expected here.
    .drf = Enter a valid value.
# The operator's own words, in both languages.
field-pattern-own = { $en }
field-surrogate = Half of a character is missing (U+{ $code-point }).
    .drf = Surrogate characters are not allowed: U+{ $code-point }.
field-email = This is not an e-mail address.
    .drf = Enter a valid email address.
field-url = This is not a web address. It begins with http:// or https://.
    .drf = Enter a valid URL.
field-date = A date is expected, such as 2030-05-06.
    .drf = Date has wrong format. Use one of these formats instead: YYYY-MM-DD.
field-date-or-moment = A date is expected, such as 2030-05-06, or a moment, such as 2030-05-06T09:00:00+03:00.
field-point = A latitude and a longitude are expected, such as 55.789140,49.121834.
field-moment = A moment with its distance from UTC is expected, such as 2030-05-06T09:00:00+03:00.
field-time = A time of day is expected, such as 09:30.
field-time-step = Full steps of { $step } minutes are possible.
field-thing-unknown = There is no such thing.
field-service-unknown = This service is not offered.
field-specialist-unknown = This specialist does not perform it.
field-service-other-specialist = Nobody performs all of it. One visit is to one specialist.
field-service-group = Several clients come to this service at once. It is booked alone.
field-service-other-currency = This service is paid in another currency than the first.
field-not-with-changes = This cannot be asked together with changed_after.
field-outbound-url = This must be an address that begins with https:// or http://, has no name or password in it, uses port 80, 443 or 8000 to 9000, and can be reached by everybody on the internet.
field-client-unknown = There is nobody with this profile.
field-client-or-guest = Name a client or a guest, not both.
field-contact-needed = Give an e-mail address or a telephone number.
field-location-unknown = The specialist has no such location.
field-location-needed = The specialist has several locations. Please say which.
field-uuid = This is not an identifier.
    .drf = Must be a valid UUID.
field-not-integer = A whole number is expected.
    .drf = A valid integer is required.
field-too-small = The least possible value is { $min }.
    .drf = Ensure this value is greater than or equal to { $min }.
field-too-large = The greatest possible value is { $max }.
    .drf = Ensure this value is less than or equal to { $max }.
field-not-multiple = A multiple of { $step } is expected.
field-not-decimal = An amount is expected, such as 1500.00.
    .drf = A valid number is required.
field-decimal-size = At most { $whole } digits before the point and { $places } after it are possible.
field-too-many-digits = { $max ->
        [one] At most { $max } digit is possible.
       *[other] At most { $max } digits are possible.
    }
    .drf = Ensure that there are no more than { $max } digits in total.
field-too-many-decimals = { $max ->
        [one] At most { $max } digit after the point is possible.
       *[other] At most { $max } digits after the point are possible.
    }
    .drf = Ensure that there are no more than { $max } decimal places.
field-too-many-whole-digits = { $max ->
        [one] At most { $max } digit before the point is possible.
       *[other] At most { $max } digits before the point are possible.
    }
    .drf = Ensure that there are no more than { $max } digits before the decimal point.
field-number-too-long = This number is too long.
    .drf = String value too large.
field-not-boolean = Please answer true or false.
    .drf = Must be a valid boolean.
field-choice = “{ $value }” is not one of the choices: { $choices }.
    .drf = "{ $value }" is not a valid choice.
field-not-object = An object is expected.
field-not-list = A list is expected.
    .drf = Expected a list of items but got type "{ $found }".
field-list-empty = Please choose at least one.
    .drf = This selection may not be empty.
field-too-many = { $max ->
        [one] At most { $max } is possible.
       *[other] At most { $max } are possible.
    }
field-filter-number = A number is expected.
    .drf = Enter a number.
field-filter-choice = There is nothing under this number.
    .drf = Select a valid choice. That choice is not one of the available choices.

## Working hours

field-time-zone = This is not the name of a time zone, such as Europe/Moscow.
field-time-zone-fixed = A location keeps its time zone: hours and bookings are told by it. Please add another location.
field-out-of-range = A number from { $min } to { $max } is expected.
field-not-after-start = The end comes after the beginning.
field-longer-than-a-day = This is more than a day after the beginning.
field-not-a-monday = A cycle of seven days is a week, and weeks begin on a Monday.
field-before-valid-from = This is before the first day.
field-no-grid = 5, 10, 15, 20, 30 or 60 minutes are possible.
field-weekday-or-cycle = Please give either a weekday or a cycle.
field-closed-without-hours = A date that is closed has no hours.

## Files

field-file-required = Please choose a file.
    .drf = No file was submitted.
field-not-a-file = A file is expected here.
    .drf = The submitted data was not a file. Check the encoding type on the form.
field-file-empty = This file is empty.
    .drf = The submitted file is empty.
field-image = This is not a picture, or it is damaged.
    .drf = Upload a valid image. The file you uploaded was either not an image or a corrupted image.
field-image-extension = Files named .{ $extension } are not taken; a picture's name ends in .jpg, .png, .gif or .webp.
    .drf = File extension “{ $extension }” is not allowed. Allowed extensions are: { $allowed }.
field-image-too-large = This picture has too many pixels.

## Accounts: names, addresses, passwords

field-username = Letters, digits and @ . + - _ are possible here.
    .drf = Enter a valid username. This value may contain only letters, numbers, and @/./+/-/_ characters.
field-username-taken = This name is taken.
    .drf = A user with that username already exists.
field-email-taken = There is an account with this address already.
    .drf = User with this email already exists.
field-phone = This is not a telephone number.
field-unique = This value is taken.
    .drf = This field must be unique.
field-password-too-short = { $min ->
        [one] A password has at least { $min } character.
       *[other] A password has at least { $min } characters.
    }
    .drf = { $min ->
        [one] This password is too short. It must contain at least { $min } character.
       *[other] This password is too short. It must contain at least { $min } characters.
    }
field-password-common = This password is one of the first that others would try.
    .drf = This password is too common.
field-password-hash = This is no password hash that can be taken: it is unknown, or too weak.
field-password-numeric = A password of digits only is guessed too quickly.
    .drf = This password is entirely numeric.
field-password-similar = { $attribute ->
        [username] This password is too much like your user name.
        [email] This password is too much like your e-mail address.
        [phone] This password is too much like your telephone number.
        [product] This password is too much like the name of this service.
       *[other] This password is too much like your name, or something else that others can read of you.
    }
    .drf = { $attribute ->
        [username] The password is too similar to the username.
        [email] The password is too similar to the email address.
        [phone] The password is too similar to the phone number.
        [first_name] The password is too similar to the first name.
        [last_name] The password is too similar to the last name.
        [full_name] The password is too similar to the full name.
       *[other] The password is too similar to the profile.
    }
field-proof-refused = This link or code is wrong, was used already, or is too old.
field-token-or-code = Send `token`, or `identifier` and `code`.
field-password-wrong = This is not the present password.
    .drf = Your old password was entered incorrectly. Please enter it again.

## Bodies that cannot be read

body-malformed = The body cannot be read: { $text }
    .drf = { $text }
body-unsupported-media-type = Bodies of the type “{ $media-type }” are not taken here.
    .drf = Unsupported media type "{ $media-type }" in request.
body-not-an-object = A JSON object is expected, not { $found }.
    .drf = Invalid data. Expected a dictionary, but got { $found }.
body-none = A JSON object is expected, not null.
    .drf = No data provided
body-too-large = The body is too large.
body-too-deep = The body is nested too deeply.
    .drf = JSON parse error - nested too deeply
body-too-many-keys = The body has too many fields.
body-duplicate-key = The key “{ $key }” is there twice.
body-cut-off = The body ended too early.

## Tables of accounts

table-not-utf8 = The table is not in UTF-8.
table-empty = The table has no rows.
table-unclosed = On line { $line } a quotation mark is opened and never closed.
table-too-many-rows = A table has at most { $most } rows; send the others in a second one.
table-cells = There are { $found } cells in this row, but { $expected } in the first.

## The older wires: everything else they say

drf-not-authenticated = Authentication credentials were not provided.
drf-permission-denied = You do not have permission to perform this action.
drf-not-found = Not found.
drf-no-match = No { $model } matches the given query.
drf-method-not-allowed = Method "{ $method }" not allowed.
drf-not-acceptable = Could not satisfy the request Accept header.
drf-throttled = { $seconds ->
        [one] Request was throttled. Expected available in { $seconds } second.
       *[other] Request was throttled. Expected available in { $seconds } seconds.
    }
drf-login-failed = No active account found with the given credentials
drf-bad-authorization-header = Authorization header must contain two space-delimited values
drf-token-not-valid = Given token not valid for any token type
drf-token-no-user = Token contained no recognizable user identification
drf-token-invalid = Token is invalid
drf-token-expired = Token is expired
drf-token-blacklisted = Token is blacklisted
drf-token-wrong-type = Token has wrong type
drf-token-no-type = Token has no type
drf-token-no-id = Token has no id
drf-token-no-claim = Token has no '{ $claim }' claim
drf-token-account-gone = No active account found for the given token.
drf-user-not-found = User not found
drf-user-inactive = User is inactive
drf-password-wrong = Invalid password.
drf-passwords-differ = The two password fields didn't match.
drf-fields-differ = The two { $field } fields didn't match.
drf-uid-unknown = Invalid user id or user doesn't exist.
drf-link-token-wrong = Invalid token for given user.
drf-link-token-stale = Stale token for given user.
drf-email-kept = The address can be changed, not taken away.
drf-email-taken-display = user with this email already exists.
drf-email-taken-record = users registr model with this email already exists.
drf-csrf-missing = CSRF Failed: CSRF token missing.
drf-csrf-incorrect = CSRF Failed: CSRF token from the 'X-Csrftoken' HTTP header incorrect.
drf-server-error = A server error occurred.
drf-busy = The server is busy. Please try again in a moment.

## Problems of the native API: the attribute `title` is the heading

problem-invalid = Some fields need another look.
    .title = The input is not right
problem-unknown-field = The input has fields that do not exist here.
    .title = Unknown field
problem-malformed-json = The body cannot be read.
    .title = The body cannot be read
problem-malformed-csv = The table cannot be read.
    .title = The table cannot be read
problem-duplicate-key = One key is there twice.
    .title = A key is there twice
problem-not-an-object = The body is JSON, but not an object.
    .title = An object is expected
problem-unauthenticated = Please sign in.
    .title = Not signed in
problem-invalid-credentials = The name or the password is not right.
    .title = Signing in failed
problem-invalid-token = This token is not valid. Please sign in again.
    .title = Token not valid
problem-token-reused = This token was used before. Its session has ended; please sign in again.
    .title = Token used twice
problem-forbidden = You may not do this.
    .title = Not allowed
problem-not-found = There is nothing here.
    .title = Not found
problem-method-not-allowed = This address does not take this method.
    .title = Method not allowed
problem-not-acceptable = This cannot be answered in the form that was asked for.
    .title = Not acceptable
problem-csrf-failed = The request does not show the token of its session.
    .title = Forged request?
problem-last-admin = The last administrator stays one.
    .title = Last administrator
problem-registration-closed = Accounts are made by invitation only.
    .title = Registration is closed
problem-invitation-accepted = This invitation has been accepted already.
    .title = Invitation accepted
problem-conflict = This is in conflict with what is there already.
    .title = Conflict
problem-idempotency-key-reused = This idempotency key was used for another request.
    .title = Key used before
problem-too-costly = This question would take too long to answer. Please narrow it.
    .title = Too costly
problem-storage-full = There is no room left to store this. Reading goes on.
    .title = Storage is full
problem-bad-request = The request cannot be understood.
    .title = Bad request
problem-stale = It has changed since you read it. Please read it again.
    .title = Changed meanwhile
problem-still-booked = Somebody is to come there. Please move or cancel those bookings first.
    .title = Booked ahead
problem-slot-taken = Somebody has just taken this time. Please choose another one.
    .title = Taken
problem-guests-not-taken = Here one books with an account only.
    .title = No guests
problem-hold-expired = This time is not held for you any more, and somebody else has taken it.
    .title = Held no more
problem-too-many-holds = You hold as many times as one may at once. Let one of them go first.
    .title = Too many holds
problem-not-bookable = This cannot be booked.
    .title = Not bookable
problem-booking-status = The booking has come too far for this, or not far enough.
    .title = Not any more, or not yet
problem-too-early = It is too early for this.
    .title = Too early
problem-cancellation-closed = It is too late to cancel. Please call.
    .title = Too late to cancel
problem-cancellation-closed-at = This could be cancelled until { $until }. Please call.
problem-rescheduling-closed = It is too late to move this. Please call.
    .title = Too late to move
problem-rescheduling-closed-at = This could be moved until { $until }. Please call.
problem-too-many-performers = As many perform this service as may: 50 besides you.
    .title = Too many performers
problem-too-many-webhooks = There are as many webhooks as there can be. Please remove one first.
    .title = Too many webhooks
problem-too-many-bookings = You have as many bookings to come as one can have. Please cancel one first.
    .title = Too many bookings
problem-too-many-reschedules = This was moved as often as it may be. Please call.
    .title = Moved too often
problem-already-joined = You have a seat there already.
    .title = Booked already
problem-already-reviewed = This visit has been reviewed already. Please change that review.
    .title = Reviewed already
problem-review-hidden = This review is hidden, and stays. You can change it.
    .title = Hidden
reason-duration = The length of this service does not fit a calendar.
reason-no-location = There is no place where this could be had.
reason-off-grid = Nothing begins at this time. Please choose one of the times that are shown.
reason-past = This time is over.
reason-lead-time = This is too soon. Please choose a later time.
reason-horizon = This is too far ahead.
reason-override-closed = Nobody works on this date.
reason-holiday = This is a holiday.
reason-closed = Nobody works at this time.
reason-time-off = Nobody works at this time: it is time off.
reason-break = This lies in a break.
reason-does-not-fit = There is not enough time left before closing.
reason-busy = This time is taken.
reason-buffer = There is not enough time left before or after another visit.
reason-limit = This date takes no more visits.
problem-too-large = The body is too large.
    .title = Too large
problem-unsupported-media-type = Bodies of this type are not taken here.
    .title = Unsupported media type
problem-invalid-cursor = This page marker is not one of ours.
    .title = Page marker not valid
problem-too-many-requests = Too many requests. Please wait a little.
    .title = Too many requests
problem-busy = We are busy just now. Please try again in a moment.
    .title = Busy
problem-internal = Something went wrong on our side.
    .title = Internal error

## Answers of the older wires

marketplace-registered = Registration was successful

## Letters and text messages: a blank line begins a paragraph

mail-password-changed-subject = Your password was changed
mail-password-changed-body = The password of your account was changed a moment ago, and all other devices were signed out. If that was not you, please write to us at once.
mail-address-known-subject = You have an account already
mail-address-known-body = Somebody, perhaps you, tried to sign up with this address. There is an account with it already: please sign in instead. If it was not you, nothing needs to be done.
mail-verify-email-subject = Please confirm your address
mail-verify-email-body = Please confirm that this address is yours.
mail-verify-email-button = Confirm the address
mail-verify-email-note = If you did not ask for this, somebody mistyped their address: nothing needs to be done.
mail-password-reset-subject = A new password for your account
mail-password-reset-body = Somebody, perhaps you, asked for a new password for your account. This is how to choose one.
mail-password-reset-button = Choose a new password
mail-password-reset-note = Tell the code to nobody; we never ask for it. If you did not ask for this, nothing needs to be done: your password stays as it is.
mail-login-reset-subject = Another name to sign in with
mail-login-reset-body = Somebody, perhaps you, asked to give your account another name to sign in with. This is how to choose one.
mail-login-reset-button = Choose another name
mail-login-reset-note = If you did not ask for this, nothing needs to be done: your name stays as it is.
mail-email-change-confirm-subject = Confirm your new address
mail-email-change-confirm-body = This address was given as the new address of an account. It will be used once you confirm it.
mail-email-change-confirm-button = Confirm the new address
mail-email-change-confirm-note = If you know nothing of such an account, nothing needs to be done: without your confirmation nothing changes.
mail-email-changed-notice-subject = The address of your account was changed
mail-email-changed-notice-body = The e-mail address of your account was changed. From now on letters go to the new address, and this is the last one to this address.
mail-email-changed-notice-note = If that was not you, please write to us at once.
mail-new-device-subject = A new device signed in
mail-new-device-body = Somebody, perhaps you, signed in to your account on a device that we have not seen before.
mail-new-device-button = That was not me
mail-new-device-note = If it was you, nothing needs to be done.

    If it was not: "That was not me" signs out every device and makes the present password void, and a letter comes with which you choose a new one. It works once, for seven days.
mail-unknown-device = an unknown program
mail-invitation-subject = You are invited
mail-invitation-body = You are invited to make an account with us.
mail-invitation-button = Accept the invitation
mail-invitation-note = If you expected no invitation, nothing needs to be done: no account is made without you.
mail-welcome-subject = Your account is ready
mail-welcome-body = An account was made for you. Choose a password, and you can sign in.
mail-welcome-button = Choose a password
mail-welcome-note = If you know nothing of such an account, nothing needs to be done: without a password nobody signs in to it.
mail-account-deleted-subject = Your account was deleted
mail-account-deleted-body = Your account was deleted. It cannot be signed in to any more.
mail-account-deleted-note = If that was not you, please write to us at once.
mail-guest-booking-subject = Your booking
mail-guest-booking-body = You have booked a time with us. With what stands below you can look at your booking, move it and cancel it without an account. Whoever has it can do the same: keep it to yourself.
mail-guest-booking-button = Manage the booking
mail-guest-booking-note = If you have booked nothing, somebody has mistyped their address: cancel the booking or leave it be.
mail-guest-booking-sms-body = { $service }, { $time }. To manage it: { $code }
mail-phone-code-body = { $code } – your code. Tell nobody.
mail-test-subject = A test letter
mail-test-body = This is a test by Frontdesk's operator. It has arrived, so messages are delivered.
mail-validity = { $minutes ->
        [one] This is good for { $minutes } minute.
       *[other] This is good for { $minutes } minutes.
    }
mail-validity-hours = { $hours ->
        [one] This is good for { $hours } hour.
       *[other] This is good for { $hours } hours.
    }
mail-validity-days = { $days ->
        [one] This is good for { $days } day.
       *[other] This is good for { $days } days.
    }
mail-fact-login = You sign in as
mail-fact-new-address = New address
mail-fact-device = Device
mail-fact-address = Network address
mail-fact-time = Time
mail-fact-role = Role
mail-fact-inviter = Invited by
mail-booking-requested-subject = Your request for a booking
mail-booking-requested-body = You asked for a booking, and the time is kept for you. You will hear as soon as it is confirmed.
mail-booking-requested-sms = Asked for: { $service }, { $time }. You will hear when it is confirmed.
mail-booking-button = Look at your booking
mail-waitlist-button = Look at it
mail-booking-made-subject = You are booked
mail-booking-made-body = Your booking is made. We look forward to seeing you.
mail-booking-made-sms = You are booked: { $service }, { $time }.
mail-booking-confirmed-subject = Your booking is confirmed
mail-booking-confirmed-body = Your booking is confirmed. We look forward to seeing you.
mail-booking-confirmed-sms = Confirmed: { $service }, { $time }.
mail-booking-declined-subject = Your request was declined
mail-booking-declined-body = Unfortunately nobody can receive you at the time that you asked for. Please choose another.
mail-booking-declined-sms = Declined: { $service }, { $time }. Please choose another time.
mail-booking-expired-subject = Your request was not answered
mail-booking-expired-body = Your request was not answered in time, so there is no booking. Please choose another time.
mail-booking-expired-sms = Not answered in time, so there is no booking: { $service }, { $time }.
mail-booking-moved-subject = Your booking has another time
mail-booking-moved-body = Your booking has moved. Please come at the new time.
mail-booking-moved-sms = New time of your booking: { $service }, { $time }.
mail-booking-cancelled-subject = Your booking was cancelled
mail-booking-cancelled-body = We are sorry: your booking was cancelled by the business. Please choose another time.
mail-booking-cancelled-sms = Cancelled by the business: { $service }, { $time }.
mail-booking-reminder-subject = A reminder of your booking
mail-booking-reminder-body = This is a reminder: you are expected soon. If you cannot come, please cancel in time.
mail-booking-reminder-sms = Reminder: { $service }, { $time }.
mail-waitlist-offered-subject = A time has come free
mail-waitlist-offered-body = A time for which you have waited has come free. It is held for you until the moment below: book it by then, or the next in line gets it.
mail-waitlist-offered-sms = Free again and held for you: { $service }, { $time }. Book it by { $until }.
mail-agenda-asked-subject = Somebody asks for a booking
mail-agenda-asked-body = Somebody would like to come to you. Please confirm or decline the request before it begins.
mail-agenda-asked-sms = Asked for: { $service }, { $time }. Please confirm or decline.
mail-agenda-booked-subject = A new booking
mail-agenda-booked-body = Somebody has booked you.
mail-agenda-booked-sms = You are booked: { $service }, { $time }.
mail-agenda-moved-subject = A booking has another time
mail-agenda-moved-body = A booking of yours has moved to another time.
mail-agenda-moved-sms = Moved by the client: { $service }, now { $time }.
mail-agenda-cancelled-subject = A booking was cancelled
mail-agenda-cancelled-body = A client has cancelled. The time is free again.
mail-agenda-cancelled-sms = Cancelled by the client: { $service }, { $time }.
mail-fact-service = Service
mail-fact-when = When
mail-fact-was = Before
mail-fact-until = Held for you until
mail-fact-where = Where
mail-fact-specialist = Specialist
mail-fact-client = Client
when-shown = { $weekday }, { $day } { $month } { $year }, { $time } ({ $offset })
when-weekdays = Monday Tuesday Wednesday Thursday Friday Saturday Sunday
when-months = January February March April May June July August September October November December

## Where the links of letters lead
link-gone = This link is not good any more. Ask for a new letter.
link-accept = You are invited
link-accept-explained = Make your account here: “{ $role }”, under the address { $email }.
link-accept-username = User name
link-accept-password = Password
link-accept-phone = Telephone number
link-accept-button = Make the account
link-accept-done = Your account is made. You can sign in now.
link-optional = not required
link-yes = yes
link-no = no
link-reset = Choose a new password
link-first = Choose your password
link-first-done = Your password holds. You can sign in with it now.
link-new-password = New password
link-reset-button = Set the password
link-reset-done = The new password holds. You can sign in with it now.
link-reset-login = Choose another name to sign in with
link-new-login = New name
link-reset-login-button = Take this name
link-reset-login-done = The new name holds. You can sign in with it now.
link-change-email = Is this to be your new e-mail address?
link-change-email-button = Yes, use this address
link-change-email-done = This is your new e-mail address.
link-verify-email = Is this your e-mail address?
link-verify-email-button = Yes, it is mine
link-disown = Did somebody else sign in to your account?
link-disown-explained = Every device will be signed out, and the present password will open nothing any more. A letter will come with which you choose a new one.
link-disown-button = That was not me: sign out every device
link-disown-done = Every device is signed out, and the old password is void. A letter with which you choose a new one is on its way.
link-verify-email-done = Thank you. Your e-mail address is confirmed.
