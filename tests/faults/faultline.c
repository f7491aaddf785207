/* Lets one file operation of a program, and of every program it starts, go wrong.
 *
 * Loaded before the C library (LD_PRELOAD), it stands in for the calls that change
 * files. Those below one folder are counted, over all processes, in a file that they
 * share; that file also says at which number what happens. Calls that the C library
 * makes of its own accord, such as flushing a FILE, are not seen.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <unistd.h>
#include <utime.h>

/* The same numbers stand in failing.py. */
enum act { WATCH, FAIL, FAIL_FROM_THEN_ON, FULL_FROM_THEN_ON, KILL, KILL_ALL, TEAR };
enum verdict { GO_ON, REFUSED, HALF };

struct plan {
    int act, at, error, is_recorded;
    int count, fired, is_dead;
    char what[PATH_MAX + 64];
};

static struct plan *plan;
static char below[PATH_MAX], record[PATH_MAX];

/* Take up a plan: the file that all processes share, and the folder it is about. */
void faultline_begin(const char *state, const char *folder)
{
    int file = syscall(SYS_openat, AT_FDCWD, state, O_RDWR | O_CLOEXEC);
    if (file < 0)
        return;
    void *shared = mmap(NULL, sizeof *plan, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    close(file);
    snprintf(below, sizeof below, "%s/", folder);
    snprintf(record, sizeof record, "%s.record", state);
    plan = shared == MAP_FAILED ? NULL : shared;
}

__attribute__((constructor)) static void begin(void)
{
    const char *state = getenv("FAULTLINE_PLAN"), *folder = getenv("FAULTLINE_BELOW");
    if (state && folder)
        faultline_begin(state, folder);
}

static void die(void)
{
    syscall(SYS_kill, getpid(), SIGKILL);
    for (;;)
        pause();
}

/* Say what happens to an operation now; the process may not outlive the question. */
static enum verdict meet(const char *kind, const char *path, int takes_space)
{
    if (plan->is_dead)
        die();
    int number = __atomic_add_fetch(&plan->count, 1, __ATOMIC_SEQ_CST);
    int is_now = plan->at == number, is_later = plan->at && number > plan->at;
    if (is_now) {
        snprintf(plan->what, sizeof plan->what, "%s %s", kind, path);
        plan->fired = 1;
    }
    switch (plan->act) {
    case FAIL:
        return is_now ? REFUSED : GO_ON;
    case FAIL_FROM_THEN_ON:
        return is_now || is_later ? REFUSED : GO_ON;
    case FULL_FROM_THEN_ON:
        return (is_now || is_later) && takes_space ? REFUSED : GO_ON;
    case TEAR:
        if (is_now && !strcmp(kind, "write"))
            return HALF;
        /* fall through - what cannot be torn is cut off */
    case KILL_ALL:
        if (is_now) {
            plan->is_dead = 1; /* nobody else gets to change anything any more */
            die();
        }
        return GO_ON;
    case KILL:
        if (is_now)
            die();
        return GO_ON;
    default:
        return GO_ON;
    }
}

/* Where an operation happens, links resolved but for the last part; 0 if elsewhere. */
static int place_of(int folder, const char *path, char *out)
{
    char joined[2 * PATH_MAX], above[2 * PATH_MAX], real[PATH_MAX];
    if (!plan || !path)
        return 0;
    int error = errno;
    if (path[0] == '/') {
        snprintf(joined, sizeof joined, "%s", path);
    } else {
        char base[PATH_MAX] = "", link[64];
        if (folder == AT_FDCWD) {
            if (!getcwd(base, sizeof base))
                base[0] = 0;
        } else {
            snprintf(link, sizeof link, "/proc/self/fd/%d", folder);
            ssize_t length = readlink(link, base, sizeof base - 1);
            base[length < 0 ? 0 : length] = 0;
        }
        snprintf(joined, sizeof joined, "%s/%s", base, path);
    }
    size_t length = strlen(joined);
    while (length > 1 && joined[length - 1] == '/')
        joined[--length] = 0;
    char *last = strrchr(joined, '/');
    snprintf(above, sizeof above, "%.*s", (int)(last - joined), joined);
    if (realpath(above[0] ? above : "/", real))
        snprintf(out, PATH_MAX, "%.*s/%.*s", PATH_MAX - NAME_MAX - 2, real, NAME_MAX,
                 last + 1);
    else
        snprintf(out, PATH_MAX, "%.*s", PATH_MAX - 1, joined);
    errno = error;
    return !strncmp(out, below, strlen(below));
}

static int place_of_file(int file, char *out)
{
    char link[64];
    if (!plan)
        return 0;
    int error = errno;
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, out, PATH_MAX - 1);
    out[length < 0 ? 0 : length] = 0;
    errno = error;
    size_t end = strlen(out);
    int is_gone = end > 10 && !strcmp(out + end - 10, " (deleted)");
    return !is_gone && !strncmp(out, below, strlen(below));
}

/* Write down what was done, in the order in which it was done. */
static void note(const char *kind, const char *path, const char *other, long long at,
                 const void *data, size_t size)
{
    if (!plan->is_recorded)
        return;
    int error = errno;
    char head[3 * PATH_MAX];
    int length = snprintf(head, sizeof head, "%s\t%s\t%s\t%lld\t%zu\n", kind, path,
                          other, at, data ? size : 0);
    struct iovec parts[2] = {{head, length}, {(void *)data, data ? size : 0}};
    int file = syscall(SYS_openat, AT_FDCWD, record,
                       O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    syscall(SYS_writev, file, parts, 2);
    close(file);
    errno = error;
}

#define REAL(name) __typeof__(name) *real = dlsym(RTLD_NEXT, #name)
#define REFUSE(answer) do { errno = plan->error; return answer; } while (0)

/* Opening: counted where the file may be changed through it. */

static int is_for_writing(int flags)
{
    return (flags & O_ACCMODE) != O_RDONLY || flags & (O_CREAT | O_TRUNC);
}

static void note_open(const char *place, int flags, int is_there)
{
    if (flags & O_CREAT && !is_there)
        note("create", place, "", 0, NULL, 0);
    else if (flags & O_TRUNC)
        note("truncate", place, "", 0, NULL, 0);
}

#define OPENING(name, folder, DECLARED, CALL, MODE)                                    \
    int name DECLARED                                                                  \
    {                                                                                  \
        REAL(name);                                                                    \
        MODE;                                                                          \
        char place[PATH_MAX];                                                          \
        if (!is_for_writing(flags) || (flags & O_TMPFILE) == O_TMPFILE ||              \
            !place_of(folder, path, place))                                            \
            return real CALL;                                                          \
        int error = errno, is_there = !access(place, F_OK);                            \
        errno = error;                                                                 \
        if (meet("open", place, flags & O_CREAT && !is_there) == REFUSED)              \
            REFUSE(-1);                                                                \
        int file = real CALL;                                                          \
        if (file >= 0)                                                                 \
            note_open(place, flags, is_there);                                         \
        return file;                                                                   \
    }
#define MODE_GIVEN                                                                     \
    mode_t mode = 0;                                                                   \
    if (flags & (O_CREAT | O_TMPFILE)) {                                               \
        va_list rest;                                                                  \
        va_start(rest, flags);                                                         \
        mode = va_arg(rest, mode_t);                                                   \
        va_end(rest);                                                                  \
    }

OPENING(open, AT_FDCWD, (const char *path, int flags, ...), (path, flags, mode), MODE_GIVEN)
OPENING(open64, AT_FDCWD, (const char *path, int flags, ...), (path, flags, mode), MODE_GIVEN)
OPENING(openat, folder, (int folder, const char *path, int flags, ...), (folder, path, flags, mode), MODE_GIVEN)
OPENING(openat64, folder, (int folder, const char *path, int flags, ...), (folder, path, flags, mode), MODE_GIVEN)
int __open_2(const char *path, int flags);
int __open64_2(const char *path, int flags);
OPENING(__open_2, AT_FDCWD, (const char *path, int flags), (path, flags), )
OPENING(__open64_2, AT_FDCWD, (const char *path, int flags), (path, flags), )

int creat(const char *path, mode_t mode)
{
    return open(path, O_WRONLY | O_CREAT | O_TRUNC, mode);
}

int creat64(const char *path, mode_t mode)
{
    return creat(path, mode);
}

#define OPENING_STREAM(name)                                                           \
    FILE *name(const char *path, const char *mode)                                     \
    {                                                                                  \
        REAL(name);                                                                    \
        char place[PATH_MAX];                                                          \
        int flags = strchr(mode, 'w') ? O_CREAT | O_TRUNC : O_CREAT;                   \
        if (!strpbrk(mode, "wa+") || !place_of(AT_FDCWD, path, place))                 \
            return real(path, mode);                                                   \
        int is_there = !access(place, F_OK);                                           \
        if (meet("open", place, 1) == REFUSED)                                         \
            REFUSE(NULL);                                                              \
        FILE *file = real(path, mode);                                                 \
        if (file)                                                                      \
            note_open(place, mode[0] == 'r' ? 0 : flags, is_there);                    \
        return file;                                                                   \
    }
OPENING_STREAM(fopen)
OPENING_STREAM(fopen64)

/* Writing: may be refused, or torn in the middle. */

#define WRITING(name, DECLARED, CALL, HALF_CALL, WHERE)                                \
    ssize_t name DECLARED                                                              \
    {                                                                                  \
        REAL(name);                                                                    \
        char place[PATH_MAX];                                                          \
        if (!place_of_file(file, place))                                               \
            return real CALL;                                                          \
        enum verdict verdict = meet("write", place, 1);                                \
        if (verdict == REFUSED)                                                        \
            REFUSE(-1);                                                                \
        if (verdict == HALF) {                                                         \
            real HALF_CALL;                                                            \
            plan->is_dead = 1;                                                         \
            die();                                                                     \
        }                                                                              \
        ssize_t done = real CALL;                                                      \
        if (done > 0)                                                                  \
            note("write", place, "", WHERE, data, done);                               \
        return done;                                                                   \
    }
WRITING(write, (int file, const void *data, size_t size), (file, data, size), (file, data, size / 2), lseek(file, 0, SEEK_CUR) - done)
WRITING(pwrite, (int file, const void *data, size_t size, off_t at), (file, data, size, at), (file, data, size / 2, at), at)
WRITING(pwrite64, (int file, const void *data, size_t size, off64_t at), (file, data, size, at), (file, data, size / 2, at), at)

/* Everything else, with one path, one open file, or two paths. */

#define WITH_PATH(name, kind, folder, takes_space, DECLARED, CALL)                     \
    int name DECLARED                                                                  \
    {                                                                                  \
        REAL(name);                                                                    \
        char place[PATH_MAX];                                                          \
        if (!place_of(folder, path, place))                                            \
            return real CALL;                                                          \
        if (meet(kind, place, takes_space) == REFUSED)                                 \
            REFUSE(-1);                                                                \
        int answer = real CALL;                                                        \
        if (!answer)                                                                   \
            note(kind, place, "", 0, NULL, 0);                                         \
        return answer;                                                                 \
    }
WITH_PATH(unlink, "unlink", AT_FDCWD, 0, (const char *path), (path))
WITH_PATH(unlinkat, "unlink", folder, 0, (int folder, const char *path, int flags), (folder, path, flags))
WITH_PATH(remove, "unlink", AT_FDCWD, 0, (const char *path), (path))
WITH_PATH(rmdir, "rmdir", AT_FDCWD, 0, (const char *path), (path))
WITH_PATH(mkdir, "mkdir", AT_FDCWD, 1, (const char *path, mode_t mode), (path, mode))
WITH_PATH(mkdirat, "mkdir", folder, 1, (int folder, const char *path, mode_t mode), (folder, path, mode))
WITH_PATH(truncate, "ftruncate", AT_FDCWD, 0, (const char *path, off_t size), (path, size))
WITH_PATH(utimensat, "utime", folder, 0, (int folder, const char *path, const struct timespec times[2], int flags), (folder, path, times, flags))
WITH_PATH(utimes, "utime", AT_FDCWD, 0, (const char *path, const struct timeval times[2]), (path, times))
WITH_PATH(utime, "utime", AT_FDCWD, 0, (const char *path, const struct utimbuf *times), (path, times))
WITH_PATH(chmod, "chmod", AT_FDCWD, 0, (const char *path, mode_t mode), (path, mode))
WITH_PATH(fchmodat, "chmod", folder, 0, (int folder, const char *path, mode_t mode, int flags), (folder, path, mode, flags))

#define WITH_FILE(name, kind, at, DECLARED, CALL)                                      \
    int name DECLARED                                                                  \
    {                                                                                  \
        REAL(name);                                                                    \
        char place[PATH_MAX];                                                          \
        if (!place_of_file(file, place))                                               \
            return real CALL;                                                          \
        if (meet(kind, place, 0) == REFUSED)                                           \
            REFUSE(-1);                                                                \
        int answer = real CALL;                                                        \
        if (!answer)                                                                   \
            note(kind, place, "", at, NULL, 0);                                        \
        return answer;                                                                 \
    }
WITH_FILE(fsync, "fsync", 0, (int file), (file))
WITH_FILE(fdatasync, "fsync", 0, (int file), (file))
WITH_FILE(ftruncate, "ftruncate", size, (int file, off_t size), (file, size))
WITH_FILE(ftruncate64, "ftruncate", size, (int file, off64_t size), (file, size))
WITH_FILE(fchmod, "chmod", 0, (int file, mode_t mode), (file, mode))
WITH_FILE(futimens, "utime", 0, (int file, const struct timespec times[2]), (file, times))

#define WITH_TWO(name, kind, from, to, DECLARED, CALL)                                 \
    int name DECLARED                                                                  \
    {                                                                                  \
        REAL(name);                                                                    \
        char place[PATH_MAX], other[PATH_MAX];                                         \
        int is_here = place_of(to, path, place);                                       \
        if (!place_of(from, source, other) && !is_here)                                \
            return real CALL;                                                          \
        if (meet(kind, place, 0) == REFUSED)                                           \
            REFUSE(-1);                                                                \
        int answer = real CALL;                                                        \
        if (!answer)                                                                   \
            note(kind, place, other, 0, NULL, 0);                                      \
        return answer;                                                                 \
    }
WITH_TWO(rename, "rename", AT_FDCWD, AT_FDCWD, (const char *source, const char *path), (source, path))
WITH_TWO(renameat, "rename", from, to, (int from, const char *source, int to, const char *path), (from, source, to, path))
WITH_TWO(renameat2, "rename", from, to, (int from, const char *source, int to, const char *path, unsigned flags), (from, source, to, path, flags))
WITH_TWO(link, "link", AT_FDCWD, AT_FDCWD, (const char *source, const char *path), (source, path))
WITH_TWO(linkat, "link", from, to, (int from, const char *source, int to, const char *path, int flags), (from, source, to, path, flags))
int symlink(const char *source, const char *path)
{
    REAL(symlink);
    char place[PATH_MAX];
    if (!place_of(AT_FDCWD, path, place))
        return real(source, path);
    if (meet("symlink", place, 1) == REFUSED)
        REFUSE(-1);
    int answer = real(source, path);
    if (!answer)
        note("symlink", place, source, 0, NULL, 0);
    return answer;
}

char *mkdtemp(char *path)
{
    REAL(mkdtemp);
    char place[PATH_MAX];
    if (!place_of(AT_FDCWD, path, place))
        return real(path);
    if (meet("mkdir", place, 1) == REFUSED)
        REFUSE(NULL);
    char *made = real(path);
    if (made && place_of(AT_FDCWD, made, place))
        note("mkdir", place, "", 0, NULL, 0);
    return made;
}

/* Copies inside the kernel are not offered: programs then read and write instead. */

ssize_t sendfile(int out, int in, off_t *from, size_t size)
{
    char place[PATH_MAX];
    REAL(sendfile);
    if (!place_of_file(out, place))
        return real(out, in, from, size);
    errno = ENOSYS;
    return -1;
}

ssize_t sendfile64(int out, int in, off64_t *from, size_t size)
{
    return sendfile(out, in, from, size);
}
