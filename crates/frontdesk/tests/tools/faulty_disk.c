/* Stands between a program and its disk (LD_PRELOAD): while the file "sync" lies in the folder $FAULTY_DISK, what has
 * been written cannot be made durable; while "full" lies there, nothing more can be written; while "dull" lies there, the
 * system has no random numbers. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

static int has_fault(const char *fault)
{
    const char *folder = getenv("FAULTY_DISK");
    char path[4096];
    if (!folder) return 0;
    snprintf(path, sizeof path, "%s/%s", folder, fault);
    return access(path, F_OK) == 0;
}

/* Pipes and sockets are on no disk. */
static int fails(int file, const char *fault, int error)
{
    struct stat found;
    if (file <= 2 || fstat(file, &found) != 0 || !S_ISREG(found.st_mode) || !has_fault(fault)) return 0;
    errno = error;
    return 1;
}

#define STAND_BEFORE(result, name, fault, error, parameters, arguments) \
    result name parameters                                              \
    {                                                                   \
        static result(*real) parameters;                                \
        if (fails(file, fault, error)) return -1;                       \
        if (!real) *(void **)&real = dlsym(RTLD_NEXT, #name);           \
        return real arguments;                                          \
    }

STAND_BEFORE(int, fsync, "sync", EIO, (int file), (file))
STAND_BEFORE(int, fdatasync, "sync", EIO, (int file), (file))
STAND_BEFORE(ssize_t, write, "full", ENOSPC, (int file, const void *from, size_t count), (file, from, count))
STAND_BEFORE(ssize_t, pwrite, "full", ENOSPC, (int file, const void *from, size_t count, off_t at), (file, from, count, at))
STAND_BEFORE(ssize_t, pwrite64, "full", ENOSPC, (int file, const void *from, size_t count, off64_t at), (file, from, count, at))
STAND_BEFORE(int, ftruncate, "full", ENOSPC, (int file, off_t length), (file, length))
STAND_BEFORE(int, ftruncate64, "full", ENOSPC, (int file, off64_t length), (file, length))

ssize_t getrandom(void *into, size_t count, unsigned flags)
{
    static ssize_t (*real)(void *, size_t, unsigned);
    if (has_fault("dull")) {
        errno = EIO;
        return -1;
    }
    if (!real) *(void **)&real = dlsym(RTLD_NEXT, "getrandom");
    return real(into, count, flags);
}
