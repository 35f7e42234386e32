### Сообщения Frontdesk по-русски.
###
### Значение сообщения – наши слова. Атрибут `drf` – слова Django REST framework, буква в букву, для клиентов старых
### протоколов; не улучшайте их. В обоих каталогах одни и те же ключи и атрибуты.

## Поля: что не так со значением

field-required = Заполните это поле.
    .drf = Обязательное поле.
field-null = Здесь не может быть null.
    .drf = Это поле не может быть пустым.
field-blank = Это поле не может быть пустым.
    .drf = Это поле не может быть пустым.
field-unknown = Такого поля нет.
field-forbidden = Вы не можете это менять.
field-unknown-parameter = Такого параметра нет.
field-repeated = Это можно указать только один раз.
field-repeated-line = То же самое уже есть в строке { $line }.
field-not-text = Здесь нужен текст.
    .drf = Not a valid string.
field-too-short = { $min ->
        [one] Нужен хотя бы { $min } символ.
        [few] Нужно хотя бы { $min } символа.
       *[other] Нужно хотя бы { $min } символов.
    }
    .drf = Убедитесь, что это значение содержит не менее { $min } символов.
field-too-long = { $max ->
        [one] Не больше { $max } символа.
       *[other] Не больше { $max } символов.
    }
    .drf = Убедитесь, что это значение содержит не более { $max } символов.
field-control-character = Управляющие символы здесь недопустимы.
    .drf = Данные содержат запрещённый символ: ноль-байт
field-nul = Символ с кодом ноль недопустим.
    .drf = Данные содержат запрещённый символ: ноль-байт
field-pattern = Здесь ожидается другая форма записи.
    .drf = Введите правильное значение.
# Слова того, кто держит установку, на обоих языках.
field-pattern-own = { $ru }
field-surrogate = Не хватает половины символа (U+{ $code-point }).
    .drf = Surrogate characters are not allowed: U+{ $code-point }.
field-email = Это не адрес электронной почты.
    .drf = Введите правильный адрес электронной почты.
field-url = Это не адрес сайта. Он начинается с http:// или https://.
    .drf = Введите правильный URL.
field-date = Нужна дата, например 2030-05-06.
    .drf = Неправильный формат date. Используйте один из этих форматов: YYYY-MM-DD.
field-date-or-moment = Нужна дата, например 2030-05-06, или момент, например 2030-05-06T09:00:00+03:00.
field-point = Нужны широта и долгота, например 55.789140,49.121834.
field-moment = Нужен момент с отступом от UTC, например 2030-05-06T09:00:00+03:00.
field-time = Нужно время суток, например 09:30.
field-time-step = Возможны только шаги по { $step } мин.
field-thing-unknown = Такого предмета или помещения нет.
field-service-unknown = Такой услуги нет.
field-specialist-unknown = Этот специалист её не оказывает.
field-service-other-specialist = Никто не оказывает всё это вместе. Один визит — к одному специалисту.
field-service-group = На эту услугу приходят сразу несколько клиентов. На неё записываются отдельно.
field-service-other-currency = Эта услуга оплачивается в другой валюте, чем первая.
field-not-with-changes = Это нельзя спрашивать вместе с changed_after.
field-outbound-url = Нужен адрес, который начинается с https:// или http://, без имени и пароля, с портом 80, 443 или от 8000 до 9000, доступный всем в интернете.
field-client-unknown = Такого профиля нет.
field-client-or-guest = Укажите клиента или гостя, но не обоих.
field-contact-needed = Укажите адрес электронной почты или номер телефона.
field-location-unknown = У специалиста нет такого места.
field-location-needed = У специалиста несколько мест. Укажите, какое.
field-uuid = Это не идентификатор.
    .drf = Must be a valid UUID.
field-not-integer = Нужно целое число.
    .drf = Введите правильное число.
field-too-small = Наименьшее возможное значение – { $min }.
    .drf = Убедитесь, что это значение больше либо равно { $min }.
field-too-large = Наибольшее возможное значение – { $max }.
    .drf = Убедитесь, что это значение меньше либо равно { $max }.
field-not-multiple = Нужно число, кратное { $step }.
field-not-decimal = Нужна сумма, например 1500.00.
    .drf = Требуется численное значение.
field-decimal-size = Возможно не больше { $whole } цифр до точки и { $places } после неё.
field-too-many-digits = { $max ->
        [one] Возможно не больше { $max } цифры.
       *[other] Возможно не больше { $max } цифр.
    }
    .drf = Убедитесь, что вы ввели не более { $max } цифры.
field-too-many-decimals = { $max ->
        [one] После точки возможно не больше { $max } цифры.
       *[other] После точки возможно не больше { $max } цифр.
    }
    .drf = Убедитесь, что вы ввели не более { $max } цифры после запятой.
field-too-many-whole-digits = { $max ->
        [one] До точки возможно не больше { $max } цифры.
       *[other] До точки возможно не больше { $max } цифр.
    }
    .drf = Убедитесь, что вы ввели не более { $max } цифры перед запятой.
field-number-too-long = Слишком длинное число.
    .drf = Слишком длинное значение.
field-not-boolean = Ответьте true или false.
    .drf = Must be a valid boolean.
field-choice = «{ $value }» нет среди вариантов: { $choices }.
    .drf = Значения { $value } нет среди допустимых вариантов.
field-not-object = Здесь нужен объект.
field-not-list = Здесь нужен список.
    .drf = Ожидался list со значениями, но был получен "{ $found }".
field-list-empty = Выберите хотя бы один вариант.
    .drf = Выбор не может быть пустым.
field-too-many = Можно не больше { $max }.
field-filter-number = Нужно число.
    .drf = Введите число.
field-filter-choice = Под этим номером ничего нет.
    .drf = Выберите корректный вариант. Вашего варианта нет среди допустимых значений.

## Часы работы

field-time-zone = Такого часового пояса нет; нужно имя вроде Europe/Moscow.
field-time-zone-fixed = Часовой пояс места не меняется: по нему указаны часы работы и записи. Добавьте другое место.
field-out-of-range = Нужно число от { $min } до { $max }.
field-not-after-start = Конец должен быть позже начала.
field-longer-than-a-day = Это больше чем через сутки после начала.
field-not-a-monday = Цикл из семи дней — это неделя, а неделя начинается с понедельника.
field-before-valid-from = Это раньше первого дня.
field-no-grid = Возможны 5, 10, 15, 20, 30 или 60 минут.
field-weekday-or-cycle = Укажите либо день недели, либо цикл.
field-closed-without-hours = В закрытый день часов нет.

## Файлы

field-file-required = Выберите файл.
    .drf = Ни одного файла не было отправлено.
field-not-a-file = Здесь нужен файл.
    .drf = Загруженный файл не является корректным файлом.
field-file-empty = Этот файл пуст.
    .drf = Отправленный файл пуст.
field-image = Это не изображение, или оно повреждено.
    .drf = Загрузите правильное изображение. Файл, который вы загрузили, поврежден или не является изображением.
field-image-extension = Файлы с именем на .{ $extension } не принимаются; имя изображения кончается на .jpg, .png, .gif или .webp.
    .drf = Расширение файлов “{ $extension }” не поддерживается. Разрешенные расширения: { $allowed }.
field-image-too-large = В этом изображении слишком много точек.

## Учётные записи: имена, адреса, пароли

field-username = Здесь возможны буквы, цифры и знаки @ . + - _.
    .drf = Введите правильное имя пользователя. Оно может содержать только буквы, цифры и знаки @/./+/-/_.
field-username-taken = Это имя занято.
    .drf = Пользователь с таким именем уже существует.
field-email-taken = С этим адресом уже есть учётная запись.
    .drf = пользователь с таким email уже существует.
field-phone = Это не номер телефона.
field-unique = Это значение занято.
    .drf = Значения поля должны быть уникальны.
field-password-too-short = { $min ->
        [one] В пароле должен быть хотя бы { $min } символ.
        [few] В пароле должно быть хотя бы { $min } символа.
       *[other] В пароле должно быть хотя бы { $min } символов.
    }
    .drf = { $min ->
        [one] Введённый пароль слишком короткий. Он должен состоять из как минимум { $min } символ.
        [few] Введённый пароль слишком короткий. Он должен состоять из как минимум { $min } символа.
       *[other] Введённый пароль слишком короткий. Он должен состоять из как минимум { $min } символов.
    }
field-password-common = Этот пароль другие попробуют одним из первых.
    .drf = Введённый пароль слишком широко распространён.
field-password-hash = Такой хеш пароля принять нельзя: он неизвестен или слишком слаб.
field-password-numeric = Пароль из одних цифр слишком легко подобрать.
    .drf = Введённый пароль состоит только из цифр.
field-password-similar = { $attribute ->
        [username] Этот пароль слишком похож на ваше имя пользователя.
        [email] Этот пароль слишком похож на ваш адрес электронной почты.
        [phone] Этот пароль слишком похож на ваш номер телефона.
        [product] Этот пароль слишком похож на название этого сервиса.
       *[other] Этот пароль слишком похож на ваше имя или на что-то ещё, что о вас могут прочесть другие.
    }
    .drf = { $attribute ->
        [username] Введённый пароль слишком похож на имя пользователя.
        [email] Введённый пароль слишком похож на адрес электронной почты.
        [phone] Введённый пароль слишком похож на номер телефона.
        [first_name] Введённый пароль слишком похож на имя.
        [last_name] Введённый пароль слишком похож на фамилия.
        [full_name] Введённый пароль слишком похож на полное имя.
       *[other] Введённый пароль слишком похож на профиль.
    }
field-proof-refused = Эта ссылка или этот код неверны, уже использованы или устарели.
field-token-or-code = Пришлите `token` или `identifier` и `code`.
field-password-wrong = Это не нынешний пароль.
    .drf = Ваш старый пароль введен неправильно. Пожалуйста, введите его снова.

## Тела запросов, которые не удалось прочитать

body-malformed = Тело запроса не удалось прочитать: { $text }
    .drf = { $text }
body-unsupported-media-type = Тела типа «{ $media-type }» здесь не принимаются.
    .drf = Неподдерживаемый тип данных "{ $media-type }" в запросе.
body-not-an-object = Нужен объект JSON, а не { $found }.
    .drf = Недопустимые данные. Ожидался dictionary, но был получен { $found }.
body-none = Нужен объект JSON, а не null.
    .drf = No data provided
body-too-large = Тело запроса слишком велико.
body-too-deep = Слишком много вложенных уровней в теле запроса.
    .drf = JSON parse error - nested too deeply
body-too-many-keys = Слишком много полей в теле запроса.
body-duplicate-key = Ключ «{ $key }» встречается дважды.
body-cut-off = Тело запроса оборвалось.

## Таблицы учётных записей

table-not-utf8 = Таблица не в кодировке UTF-8.
table-empty = В таблице нет строк.
table-unclosed = В строке { $line } открыта и не закрыта кавычка.
table-too-many-rows = В таблице может быть не больше { $most } строк; остальные пришлите отдельно.
table-cells = Ячеек в строке: { $found }, а в первой { $expected }.

## Старые протоколы: всё остальное, что они говорят

drf-not-authenticated = Учетные данные не были предоставлены.
drf-permission-denied = У вас недостаточно прав для выполнения данного действия.
drf-not-found = Страница не найдена.
drf-no-match = No { $model } matches the given query.
drf-method-not-allowed = Метод "{ $method }" не разрешен.
drf-not-acceptable = Невозможно удовлетворить "Accept" заголовок запроса.
drf-throttled = { $seconds ->
        [1] Запрос был проигнорирован. Expected available in { $seconds } second.
       *[other] Запрос был проигнорирован. Expected available in { $seconds } seconds.
    }
drf-login-failed = Не найдено активной учетной записи с указанными данными
drf-bad-authorization-header = Заголовок авторизации должен содержать два значения, разделенных пробелом
drf-token-not-valid = Данный токен недействителен для любого типа токена
drf-token-no-user = Токен не содержит идентификатор пользователя
drf-token-invalid = Token is invalid
drf-token-expired = Token is expired
drf-token-blacklisted = Токен занесен в черный список
drf-token-wrong-type = Токен имеет неправильный тип
drf-token-no-type = Токен не имеет типа
drf-token-no-id = У токена нет идентификатора
drf-token-no-claim = Токен не содержит '{ $claim }'
drf-token-account-gone = No active account found for the given token.
drf-user-not-found = Пользователь не найден
drf-user-inactive = Пользователь неактивен
drf-password-wrong = Неправильный пароль.
drf-passwords-differ = Два пароля не совпадают.
drf-fields-differ = Два значения поля { $field } не совпадают.
drf-uid-unknown = Неверный идентификатор пользователя или пользователь не существует.
drf-link-token-wrong = Неверный токен для данного пользователя.
drf-link-token-stale = Устаревший токен для данного пользователя.
drf-email-kept = Адрес можно сменить, но не убрать.
drf-email-taken-display = пользователь с таким email уже существует.
drf-email-taken-record = users registr model с таким email уже существует.
drf-csrf-missing = CSRF Failed: CSRF token missing.
drf-csrf-incorrect = CSRF Failed: CSRF token from the 'X-Csrftoken' HTTP header incorrect.
drf-server-error = Ошибка сервера.
drf-busy = Сервер занят. Повторите попытку чуть позже.

## Проблемы собственного API: атрибут `title` – заголовок

problem-invalid = Посмотрите ещё раз на некоторые поля.
    .title = Данные не подходят
problem-unknown-field = Во входных данных есть поля, которых здесь нет.
    .title = Неизвестное поле
problem-malformed-json = Тело запроса не удалось прочитать.
    .title = Тело запроса не читается
problem-malformed-csv = Таблицу не удаётся прочитать.
    .title = Таблица не читается
problem-duplicate-key = Один ключ встречается дважды.
    .title = Ключ встречается дважды
problem-not-an-object = Тело запроса – JSON, но не объект.
    .title = Нужен объект
problem-unauthenticated = Войдите, пожалуйста.
    .title = Вход не выполнен
problem-invalid-credentials = Имя или пароль не подходят.
    .title = Войти не удалось
problem-invalid-token = Этот токен недействителен. Войдите ещё раз.
    .title = Недействительный токен
problem-token-reused = Этот токен уже был использован. Его сеанс завершён; войдите ещё раз.
    .title = Токен использован дважды
problem-forbidden = У вас нет на это прав.
    .title = Нет доступа
problem-not-found = Здесь ничего нет.
    .title = Не найдено
problem-method-not-allowed = Этот адрес не принимает такой метод.
    .title = Метод не разрешён
problem-not-acceptable = В запрошенном виде ответить нельзя.
    .title = Неприемлемо
problem-csrf-failed = Запрос не показал токен своей сессии.
    .title = Запрос отклонён
problem-last-admin = Последний администратор остаётся администратором.
    .title = Последний администратор
problem-registration-closed = Здесь регистрируются только по приглашению.
    .title = Регистрация закрыта
problem-invitation-accepted = Это приглашение уже приняли.
    .title = Приглашение уже принято
problem-conflict = Это противоречит тому, что уже есть.
    .title = Противоречие
problem-idempotency-key-reused = Этот ключ идемпотентности уже использован для другого запроса.
    .title = Ключ уже использован
problem-too-costly = Ответ на такой запрос занял бы слишком много времени. Уточните его.
    .title = Слишком тяжёлый запрос
problem-storage-full = Не осталось места для записи. Чтение продолжает работать.
    .title = Нет места
problem-bad-request = Запрос не удалось разобрать.
    .title = Неверный запрос
problem-stale = Данные изменились с тех пор, как вы их прочитали. Прочитайте их ещё раз.
    .title = Данные изменились
problem-still-booked = Туда ещё придут клиенты. Сначала перенесите или отмените эти записи.
    .title = Есть будущие записи
problem-slot-taken = Это время только что заняли. Выберите другое.
    .title = Время занято
problem-guests-not-taken = Здесь записываются только с учётной записью.
    .title = Без гостей
problem-hold-expired = Это время больше не удерживается за вами, и его занял кто-то другой.
    .title = Время больше не удерживается
problem-too-many-holds = Вы уже удерживаете столько времени, сколько можно. Сначала отпустите что-нибудь.
    .title = Слишком много удержаний
problem-not-bookable = Сюда нельзя записаться.
    .title = Запись невозможна
problem-booking-status = Для этого запись зашла слишком далеко или ещё не дошла.
    .title = Уже нельзя или ещё нельзя
problem-too-early = Для этого ещё рано.
    .title = Слишком рано
problem-cancellation-closed = Отменять уже поздно. Позвоните.
    .title = Отменять поздно
problem-cancellation-closed-at = Отменить можно было до { $until }. Позвоните.
problem-rescheduling-closed = Переносить уже поздно. Позвоните.
    .title = Переносить поздно
problem-rescheduling-closed-at = Перенести можно было до { $until }. Позвоните.
problem-too-many-performers = Эту услугу оказывают уже столько специалистов, сколько можно: 50, кроме вас.
    .title = Слишком много исполнителей
problem-too-many-webhooks = Вебхуков уже столько, сколько может быть. Сначала удалите один из них.
    .title = Слишком много вебхуков
problem-too-many-bookings = У вас уже столько предстоящих записей, сколько можно. Сначала отмените одну из них.
    .title = Слишком много записей
problem-too-many-reschedules = Запись перенесена столько раз, сколько можно. Позвоните.
    .title = Слишком много переносов
problem-already-joined = У вас там уже есть место.
    .title = Вы уже записаны
problem-already-reviewed = Об этом визите отзыв уже есть. Измените его.
    .title = Отзыв уже есть
problem-review-hidden = Этот отзыв скрыт и остаётся скрытым. Его можно изменить.
    .title = Скрыт
reason-duration = Длительность этой услуги не укладывается в расписание.
reason-no-location = Эту услугу негде получить.
reason-off-grid = В это время ничего не начинается. Выберите время из показанных.
reason-past = Это время прошло.
reason-lead-time = Это слишком скоро. Выберите время позже.
reason-horizon = Это слишком далеко вперёд.
reason-override-closed = В этот день не работают.
reason-holiday = Это праздничный день.
reason-closed = В это время не работают.
reason-time-off = В это время не работают: выходной или отпуск.
reason-break = Это время приходится на перерыв.
reason-does-not-fit = До закрытия не хватает времени.
reason-busy = Это время занято.
reason-buffer = До или после другого визита не хватает времени.
reason-limit = На этот день записей больше не берут.
problem-too-large = Тело запроса слишком велико.
    .title = Слишком много данных
problem-unsupported-media-type = Тела такого типа здесь не принимаются.
    .title = Неподдерживаемый тип данных
problem-invalid-cursor = Эта закладка страницы не наша.
    .title = Недействительная закладка
problem-too-many-requests = Слишком много запросов. Подождите немного.
    .title = Слишком много запросов
problem-busy = Сейчас мы заняты. Повторите попытку чуть позже.
    .title = Занято
problem-internal = На нашей стороне что-то пошло не так.
    .title = Внутренняя ошибка

## Ответы старых протоколов

marketplace-registered = Регистрация прошла успешно

## Письма и текстовые сообщения: пустая строка начинает абзац

mail-password-changed-subject = Ваш пароль изменён
mail-password-changed-body = Пароль вашей учётной записи только что изменён, на всех других устройствах выполнен выход. Если это были не вы, напишите нам как можно скорее.
mail-address-known-subject = У вас уже есть учётная запись
mail-address-known-body = Кто-то, возможно вы, пытался зарегистрироваться с этим адресом. Учётная запись с ним уже есть: просто войдите. Если это были не вы, делать ничего не нужно.
mail-verify-email-subject = Подтвердите ваш адрес
mail-verify-email-body = Подтвердите, пожалуйста, что этот адрес ваш.
mail-verify-email-button = Подтвердить адрес
mail-verify-email-note = Если вы этого не просили, кто-то ошибся в своём адресе: делать ничего не нужно.
mail-password-reset-subject = Новый пароль для вашей учётной записи
mail-password-reset-body = Кто-то, возможно вы, запросил новый пароль для вашей учётной записи. Вот как его выбрать.
mail-password-reset-button = Выбрать новый пароль
mail-password-reset-note = Никому не сообщайте код; мы никогда его не спрашиваем. Если вы этого не просили, делать ничего не нужно: пароль останется прежним.
mail-login-reset-subject = Другое имя для входа
mail-login-reset-body = Кто-то, возможно вы, попросил дать вашей учётной записи другое имя для входа. Вот как его выбрать.
mail-login-reset-button = Выбрать другое имя
mail-login-reset-note = Если вы об этом не просили, делать ничего не нужно: имя останется прежним.
mail-email-change-confirm-subject = Подтвердите новый адрес
mail-email-change-confirm-body = Этот адрес указан как новый адрес учётной записи. Он начнёт действовать, когда вы его подтвердите.
mail-email-change-confirm-button = Подтвердить новый адрес
mail-email-change-confirm-note = Если вы не знаете о такой учётной записи, делать ничего не нужно: без вашего подтверждения ничего не изменится.
mail-email-changed-notice-subject = Адрес вашей учётной записи изменён
mail-email-changed-notice-body = Адрес электронной почты вашей учётной записи изменён. Теперь письма приходят на новый адрес, а на этот – больше нет.
mail-email-changed-notice-note = Если это были не вы, напишите нам как можно скорее.
mail-new-device-subject = Вход с нового устройства
mail-new-device-body = Кто-то, возможно вы, вошёл в вашу учётную запись с устройства, которого мы раньше не видели.
mail-new-device-button = Это был не я
mail-new-device-note = Если это были вы, делать ничего не нужно.

    Если нет: «Это был не я» выходит на всех устройствах и делает нынешний пароль недействительным, и приходит письмо, с которым вы выберете новый. Это действует один раз, в течение семи дней.
mail-unknown-device = неизвестная программа
mail-invitation-subject = Вас приглашают
mail-invitation-body = Вас приглашают создать у нас учётную запись.
mail-invitation-button = Принять приглашение
mail-invitation-note = Если вы не ждали приглашения, делать ничего не нужно: без вас учётная запись не появится.
mail-welcome-subject = Ваша учётная запись готова
mail-welcome-body = Для вас создана учётная запись. Выберите пароль, и можно войти.
mail-welcome-button = Выбрать пароль
mail-welcome-note = Если вы ничего не знаете о такой учётной записи, ничего делать не нужно: без пароля в неё никто не войдёт.
mail-account-deleted-subject = Ваша учётная запись удалена
mail-account-deleted-body = Ваша учётная запись удалена. Войти в неё больше нельзя.
mail-account-deleted-note = Если это были не вы, напишите нам как можно скорее.
mail-guest-booking-subject = Ваша запись
mail-guest-booking-body = Вы записались к нам. С тем, что указано ниже, можно посмотреть, перенести и отменить запись без учётной записи. Это сможет сделать каждый, у кого оно есть: никому его не передавайте.
mail-guest-booking-button = Управлять записью
mail-guest-booking-note = Если вы не записывались, кто-то ошибся адресом: отмените запись или ничего не делайте.
mail-guest-booking-sms-body = { $service }, { $time }. Управление записью: { $code }
mail-phone-code-body = { $code } – ваш код. Никому не говорите.
mail-test-subject = Пробное письмо
mail-test-body = Это проверка, которую запустил оператор Frontdesk. Сообщение дошло, значит, доставка работает.
mail-validity = { $minutes ->
        [one] Это действует { $minutes } минуту.
        [few] Это действует { $minutes } минуты.
       *[other] Это действует { $minutes } минут.
    }
mail-fact-login = Вы входите как
mail-validity-hours = { $hours ->
        [one] Это действует { $hours } час.
        [few] Это действует { $hours } часа.
       *[other] Это действует { $hours } часов.
    }
mail-validity-days = { $days ->
        [one] Это действует { $days } день.
        [few] Это действует { $days } дня.
       *[other] Это действует { $days } дней.
    }
mail-fact-new-address = Новый адрес
mail-fact-device = Устройство
mail-fact-address = Сетевой адрес
mail-fact-time = Время
mail-fact-role = Роль
mail-fact-inviter = Приглашает
mail-booking-requested-subject = Ваша заявка на запись
mail-booking-requested-body = Вы попросили записать вас, и время пока за вами. Мы напишем, как только запись подтвердят.
mail-booking-requested-sms = Заявка: { $service }, { $time }. Сообщим, когда её подтвердят.
mail-booking-button = Посмотреть запись
mail-waitlist-button = Посмотреть
mail-booking-made-subject = Вы записаны
mail-booking-made-body = Вы записаны. Будем рады вас видеть.
mail-booking-made-sms = Вы записаны: { $service }, { $time }.
mail-booking-confirmed-subject = Ваша запись подтверждена
mail-booking-confirmed-body = Ваша запись подтверждена. Будем рады вас видеть.
mail-booking-confirmed-sms = Запись подтверждена: { $service }, { $time }.
mail-booking-declined-subject = Ваша заявка отклонена
mail-booking-declined-body = К сожалению, вас не смогут принять в это время. Выберите, пожалуйста, другое.
mail-booking-declined-sms = Заявка отклонена: { $service }, { $time }. Выберите другое время.
mail-booking-expired-subject = На вашу заявку не ответили
mail-booking-expired-body = На вашу заявку не ответили вовремя, и записи нет. Выберите, пожалуйста, другое время.
mail-booking-expired-sms = На заявку не ответили, записи нет: { $service }, { $time }.
mail-booking-moved-subject = Ваша запись перенесена
mail-booking-moved-body = Ваша запись перенесена. Ждём вас в новое время.
mail-booking-moved-sms = Новое время записи: { $service }, { $time }.
mail-booking-cancelled-subject = Ваша запись отменена
mail-booking-cancelled-body = Нам очень жаль: вашу запись отменили. Выберите, пожалуйста, другое время.
mail-booking-cancelled-sms = Запись отменена: { $service }, { $time }.
mail-booking-reminder-subject = Напоминание о записи
mail-booking-reminder-body = Напоминаем: вас скоро ждут. Если прийти не получится, отмените запись заранее.
mail-booking-reminder-sms = Напоминание: { $service }, { $time }.
mail-waitlist-offered-subject = Освободилось время
mail-waitlist-offered-body = Освободилось время, которого вы ждали. Оно удерживается за вами до момента, указанного ниже: запишитесь до него, иначе время достанется следующему в очереди.
mail-waitlist-offered-sms = Освободилось и удерживается за вами: { $service }, { $time }. Запишитесь до: { $until }.
mail-agenda-asked-subject = Новая заявка на запись
mail-agenda-asked-body = К вам хотят записаться. Подтвердите или отклоните заявку до её начала.
mail-agenda-asked-sms = Просят записать: { $service }, { $time }. Подтвердите или откажите.
mail-agenda-booked-subject = Новая запись
mail-agenda-booked-body = К вам записались.
mail-agenda-booked-sms = К вам записались: { $service }, { $time }.
mail-agenda-moved-subject = Запись перенесена
mail-agenda-moved-body = Запись к вам перенесена на другое время.
mail-agenda-moved-sms = Запись к вам перенесена: { $service }, теперь { $time }.
mail-agenda-cancelled-subject = Запись отменена
mail-agenda-cancelled-body = Клиент отменил запись. Время снова свободно.
mail-agenda-cancelled-sms = Клиент отменил запись: { $service }, { $time }.
mail-fact-service = Услуга
mail-fact-when = Когда
mail-fact-was = Раньше было
mail-fact-until = Удерживается до
mail-fact-where = Где
mail-fact-specialist = Специалист
mail-fact-client = Клиент
when-shown = { $weekday }, { $day } { $month } { $year }, { $time } ({ $offset })
when-weekdays = понедельник вторник среда четверг пятница суббота воскресенье
when-months = января февраля марта апреля мая июня июля августа сентября октября ноября декабря

## Where the links of letters lead
link-gone = Эта ссылка больше не действует. Запросите новое письмо.
link-accept = Вас пригласили
link-accept-explained = Здесь создаётся ваша учётная запись: «{ $role }», на адрес { $email }.
link-accept-username = Имя пользователя
link-accept-password = Пароль
link-accept-phone = Телефон
link-accept-button = Создать учётную запись
link-accept-done = Учётная запись создана. Теперь можно войти.
link-optional = необязательно
link-yes = да
link-no = нет
link-reset = Выберите новый пароль
link-first = Выберите пароль
link-first-done = Пароль действует. Теперь с ним можно войти.
link-new-password = Новый пароль
link-reset-button = Сохранить пароль
link-reset-done = Новый пароль сохранён. Теперь можно войти с ним.
link-reset-login = Выберите другое имя для входа
link-new-login = Новое имя
link-reset-login-button = Взять это имя
link-reset-login-done = Новое имя действует. Теперь можно войти с ним.
link-change-email = Сделать этот адрес вашим новым адресом электронной почты?
link-change-email-button = Да, использовать этот адрес
link-change-email-done = Теперь это ваш адрес электронной почты.
link-verify-email = Это ваш адрес электронной почты?
link-verify-email-button = Да, это мой адрес
link-disown = В вашу учётную запись вошёл кто-то другой?
link-disown-explained = На всех устройствах будет выполнен выход, и нынешний пароль перестанет действовать. Придёт письмо, с которым вы выберете новый.
link-disown-button = Это был не я: выйти на всех устройствах
link-disown-done = На всех устройствах выполнен выход, старый пароль недействителен. Письмо, с которым вы выберете новый, уже в пути.
link-verify-email-done = Спасибо. Адрес подтверждён.
