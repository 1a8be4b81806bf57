/* Records what a process has the system write, in the order in which it did, for `power.py` to replay.

   Preloaded (ld.so(8), LD_PRELOAD). Of each write, flush, truncation, new name, rename, link and removal under the
   folder RECORD_UNDER one record goes to the file RECORD_TO: a letter, the inode, two numbers, and the bytes. One lock
   holds a call and its record together, so that the order of the records is that of the calls. What the process says
   to have done is a write to a file named `answered` there: it is recorded like any other. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;
static int to = -1;
static const char *under;

__attribute__((constructor)) static void begin(void) {
  const char *file = getenv("RECORD_TO");
  under = getenv("RECORD_UNDER");
  if (file && under) to = (int)syscall(SYS_openat, AT_FDCWD, file, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

static int ours_named(const char *path) {
  return to >= 0 && path && strncmp(path, under, strlen(under)) == 0;
}

static int ours(int fd) {
  char link[64], path[PATH_MAX];
  if (to < 0 || fd < 0 || fd == to) return 0;
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t size = readlink(link, path, sizeof path - 1);
  if (size <= 0) return 0;
  path[size] = 0;
  return ours_named(path);
}

static uint64_t inode(int fd) {
  struct stat found;
  return fstat(fd, &found) ? 0 : (uint64_t)found.st_ino;
}

static uint64_t inode_of(const char *path) {
  struct stat found;
  return lstat(path, &found) ? 0 : (uint64_t)found.st_ino;
}

struct head {
  char what;
  char pad[7];
  uint64_t inode, place, size;
};

static void record(char what, uint64_t inode, uint64_t place, const void *bytes, uint64_t size) {
  struct head head = {what, {0}, inode, place, size};
  struct iovec parts[2] = {{&head, sizeof head}, {(void *)bytes, size}};
  if (syscall(SYS_writev, to, parts, bytes && size ? 2 : 1) != (long)(sizeof head + (bytes ? size : 0))) abort();
}

static void record_names(char what, uint64_t inode, const char *first, const char *second) {
  char both[2 * PATH_MAX];
  int size = snprintf(both, sizeof both, "%s\n%s", first, second ? second : "");
  record(what, inode, 0, both, (uint64_t)size);
}

#define NEXT(name) __typeof__(name) *next = (__typeof__(name) *)dlsym(RTLD_NEXT, #name)
#define LOCKED(call, then)                                                                                             \
  do {                                                                                                                 \
    pthread_mutex_lock(&turn);                                                                                         \
    __typeof__(call) got = call;                                                                                       \
    int kept = errno;                                                                                                  \
    if (got >= 0) { then; }                                                                                            \
    pthread_mutex_unlock(&turn);                                                                                       \
    errno = kept;                                                                                                      \
    return got;                                                                                                        \
  } while (0)

ssize_t write(int fd, const void *bytes, size_t size) {
  NEXT(write);
  if (!ours(fd)) return next(fd, bytes, size);
  LOCKED(next(fd, bytes, size),
         record('w', inode(fd), (uint64_t)(lseek(fd, 0, SEEK_CUR) - got), bytes, (uint64_t)got));
}

ssize_t pwrite64(int fd, const void *bytes, size_t size, off64_t place) {
  NEXT(pwrite64);
  if (!ours(fd)) return next(fd, bytes, size, place);
  LOCKED(next(fd, bytes, size, place), record('w', inode(fd), (uint64_t)place, bytes, (uint64_t)got));
}

ssize_t pwrite(int fd, const void *bytes, size_t size, off_t place) {
  return pwrite64(fd, bytes, size, place);
}

static int flushed(int fd) { /* the recording is the disk: the real one need not be troubled */
  LOCKED(0, record('f', inode(fd), 0, NULL, 0));
}

int fsync(int fd) {
  NEXT(fsync);
  return ours(fd) ? flushed(fd) : next(fd);
}

int fdatasync(int fd) {
  NEXT(fdatasync);
  return ours(fd) ? flushed(fd) : next(fd);
}

int ftruncate64(int fd, off64_t size) {
  NEXT(ftruncate64);
  if (!ours(fd)) return next(fd, size);
  LOCKED(next(fd, size), record('t', inode(fd), (uint64_t)size, NULL, 0));
}

int ftruncate(int fd, off_t size) {
  return ftruncate64(fd, size);
}

static int opened(int fd, const char *path, int was_there, int flags) {
  int kept = errno;
  if (fd >= 0 && !was_there) record_names('c', inode(fd), path, NULL);
  if (fd >= 0 && was_there && flags & O_TRUNC) record('t', inode(fd), 0, NULL, 0);
  errno = kept;
  return fd;
}

#define OPENS(call)                                                                                                    \
  do {                                                                                                                 \
    if (!(flags & (O_CREAT | O_TRUNC)) || !ours_named(path)) return call;                                              \
    pthread_mutex_lock(&turn);                                                                                         \
    int was_there = faccessat(AT_FDCWD, path, F_OK, AT_EACCESS) == 0;                                                  \
    int got = opened(call, path, was_there, flags);                                                                    \
    pthread_mutex_unlock(&turn);                                                                                       \
    return got;                                                                                                        \
  } while (0)

int open64(const char *path, int flags, ...) {
  NEXT(open64);
  va_list more;
  va_start(more, flags);
  mode_t mode = va_arg(more, mode_t);
  va_end(more);
  OPENS(next(path, flags, mode));
}

int open(const char *path, int flags, ...) {
  NEXT(open);
  va_list more;
  va_start(more, flags);
  mode_t mode = va_arg(more, mode_t);
  va_end(more);
  OPENS(next(path, flags, mode));
}

int rename(const char *from, const char *name) {
  NEXT(rename);
  if (!ours_named(from)) return next(from, name);
  LOCKED(next(from, name), record_names('r', inode_of(name), from, name));
}

int link(const char *from, const char *name) {
  NEXT(link);
  if (!ours_named(from)) return next(from, name);
  LOCKED(next(from, name), record_names('l', inode_of(name), from, name));
}

int linkat(int from_folder, const char *from, int folder, const char *name, int flags) {
  NEXT(linkat);
  if (!ours_named(from)) return next(from_folder, from, folder, name, flags);
  LOCKED(next(from_folder, from, folder, name, flags), record_names('l', inode_of(name), from, name));
}

int unlink(const char *name) {
  NEXT(unlink);
  if (!ours_named(name)) return next(name);
  uint64_t gone = inode_of(name);
  LOCKED(next(name), record_names('u', gone, name, NULL));
}

int unlinkat(int folder, const char *name, int flags) {
  NEXT(unlinkat);
  if (flags || !ours_named(name)) return next(folder, name, flags);
  uint64_t gone = inode_of(name);
  LOCKED(next(folder, name, flags), record_names('u', gone, name, NULL));
}
