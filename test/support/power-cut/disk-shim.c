/*
 * Stands between a process and its disk, by LD_PRELOAD.
 *
 * CUT_FOLDER: the files below are watched. CUT_SHADOW: after each sync of a file, what it held lies there under the number
 * of its inode: this is what a power cut leaves. Removing and renaming count as lasting at once.
 * CUT_FAULT: while this file exists, every sync and every flush of a stream fails below the folder, with EIO and ENOSPC.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static int concerns(int fd) {
  const char *folder = getenv("CUT_FOLDER");
  char link[64], path[PATH_MAX];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (folder == NULL || length < 0) return 0;
  path[length] = 0;
  return strncmp(path, folder, strlen(folder)) == 0;
}

static int fails(int fd) {
  const char *fault = getenv("CUT_FAULT");
  int saved = errno;
  int found = fault != NULL && access(fault, F_OK) == 0 && concerns(fd);
  errno = saved;
  return found;
}

static void shadow_path(char *path, ino_t inode, const char *end) {
  snprintf(path, PATH_MAX, "%s/%lu%s", getenv("CUT_SHADOW"), (unsigned long)inode, end);
}

static int (*real_rename)(const char *, const char *);
static int (*real_unlink)(const char *);

static void *real(const char *name) { return dlsym(RTLD_NEXT, name); }

static void keep(int fd) {
  struct stat facts;
  char own[64], new[PATH_MAX], end[32], path[PATH_MAX], bytes[65536];
  if (getenv("CUT_SHADOW") == NULL || !concerns(fd) || fstat(fd, &facts) != 0 || !S_ISREG(facts.st_mode)) return;
  snprintf(own, sizeof own, "/proc/self/fd/%d", fd);
  snprintf(end, sizeof end, ".%ld", (long)syscall(SYS_gettid));
  shadow_path(new, facts.st_ino, end);
  shadow_path(path, facts.st_ino, "");
  int from = open(own, O_RDONLY), to = open(new, O_WRONLY | O_CREAT | O_TRUNC, 0600);
  ssize_t length;
  while ((length = read(from, bytes, sizeof bytes)) > 0) {
    if (write(to, bytes, length) != length) abort();
  }
  close(from);
  close(to);
  if (real_rename == NULL) real_rename = real("rename");
  real_rename(new, path);
}

/* The next file with this inode must not be taken for the one that is gone. */
static void forget(const struct stat *facts) {
  char path[PATH_MAX];
  if (getenv("CUT_SHADOW") == NULL) return;
  shadow_path(path, facts->st_ino, "");
  if (real_unlink == NULL) real_unlink = real("unlink");
  real_unlink(path);
}

int fdatasync(int fd) {
  static int (*next)(int);
  if (next == NULL) next = real("fdatasync");
  if (fails(fd)) return errno = EIO, -1;
  int result = next(fd);
  if (result == 0) keep(fd);
  return result;
}

int fsync(int fd) {
  static int (*next)(int);
  if (next == NULL) next = real("fsync");
  if (fails(fd)) return errno = EIO, -1;
  int result = next(fd);
  if (result == 0) keep(fd);
  return result;
}

int fflush_unlocked(FILE *stream) {
  static int (*next)(FILE *);
  if (next == NULL) next = real("fflush_unlocked");
  if (stream != NULL && fails(fileno(stream))) return errno = ENOSPC, EOF;
  return next(stream);
}

int unlink(const char *path) {
  struct stat facts;
  int found = stat(path, &facts) == 0;
  if (real_unlink == NULL) real_unlink = real("unlink");
  int result = real_unlink(path);
  if (result == 0 && found) forget(&facts);
  return result;
}

int rename(const char *from, const char *to) {
  struct stat facts;
  int found = stat(to, &facts) == 0;
  if (real_rename == NULL) real_rename = real("rename");
  int result = real_rename(from, to);
  if (result == 0 && found) forget(&facts);
  return result;
}
