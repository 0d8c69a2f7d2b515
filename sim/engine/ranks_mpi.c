/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ranks as MPI has them. MPI ends the program itself when a call fails (MPI_ERRORS_ARE_FATAL).
 * Its own waiting keeps a core busy, which threads that work need: here waiting is asking again
 * after a short sleep. */
#include "ranks.h"

#include "memory.h"

#include <limits.h>
#include <mpi.h>
#include <stdlib.h>
#include <time.h>

/* The longest sleep, and the most that goes in one call: MPI counts in int. */
enum { SLEEP_NS = 500000, PIECE = 1 << 30 };

static void sleep_longer(long *ns)
{
    struct timespec time = {0, *ns};
    nanosleep(&time, NULL);
    *ns = *ns * 2 < SLEEP_NS ? *ns * 2 : SLEEP_NS;
}

static void wait_for(MPI_Request *request)
{
    int done = 0;
    for (long ns = 1000;; sleep_longer(&ns)) {
        MPI_Test(request, &done, MPI_STATUS_IGNORE);
        if (done)
            return;
    }
}

/* Started by mpirun, srun or the like. A program that was started alone is not to start MPI,
 * which takes long. */
static bool is_launched(void)
{
    static const char *const signs[] = {
        "OMPI_COMM_WORLD_SIZE", "PMIX_RANK", "PMI_RANK", "PMI_SIZE"};
    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++)
        if (getenv(signs[i]) != NULL)
            return true;
    return false;
}

static bool is_running(void)
{
    int started = 0, ended = 0;
    MPI_Initialized(&started);
    MPI_Finalized(&ended);
    return started && !ended;
}

void ranks_start(void)
{
    int provided;
    if (is_launched())
        MPI_Init_thread(NULL, NULL, MPI_THREAD_FUNNELED, &provided);
}

void ranks_end(void)
{
    MPI_Request request;
    if (!is_running())
        return;
    MPI_Ibarrier(MPI_COMM_WORLD, &request);
    wait_for(&request);
    MPI_Finalize();
}

void ranks_abort(int exit_status)
{
    if (is_running())
        MPI_Abort(MPI_COMM_WORLD, exit_status);
    _Exit(exit_status);
}

int ranks_count(void)
{
    int n = 1;
    if (is_running())
        MPI_Comm_size(MPI_COMM_WORLD, &n);
    return n;
}

int ranks_mine(void)
{
    int rank = 0;
    if (is_running())
        MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    return rank;
}

/* A number of the environment. */
static int said(const char *name, int otherwise)
{
    const char *text = getenv(name);
    long n = text != NULL ? strtol(text, NULL, 10) : otherwise;
    return n >= 0 && n < INT_MAX ? (int)n : otherwise;
}

int ranks_started(int *mine)
{
    *mine = said("SLURM_PROCID", 0);
    return said("SLURM_STEP_NUM_TASKS", 1);
}

/* Room for a text that is to be received. */
static struct text text_of_length(size_t length)
{
    return (struct text){memory_new(length + 1, 1), length, length + 1};
}

int ranks_largest(int value)
{
    int most = value;
    MPI_Request request;
    if (ranks_count() == 1)
        return value;
    MPI_Iallreduce(&value, &most, 1, MPI_INT, MPI_MAX, MPI_COMM_WORLD, &request);
    wait_for(&request);
    return most;
}

void ranks_share(void *bytes, size_t length)
{
    char *at = bytes;
    while (ranks_count() > 1 && length > 0) {
        int piece = length < PIECE ? (int)length : PIECE;
        MPI_Request request;
        MPI_Ibcast(at, piece, MPI_BYTE, 0, MPI_COMM_WORLD, &request);
        wait_for(&request);
        at += piece;
        length -= (size_t)piece;
    }
}

void ranks_share_text(struct text *text)
{
    uint64_t length = text->length;
    ranks_share(&length, sizeof length);
    if (ranks_mine() != 0) {
        text_free(text);
        *text = text_of_length((size_t)length);
    }
    ranks_share(text->data, (size_t)length);
}

void ranks_send(int to, int kind, const void *bytes, size_t length)
{
    if (length > INT_MAX)
        ranks_abort(EXIT_FAILURE);
    MPI_Send(bytes, (int)length, MPI_BYTE, to, kind, MPI_COMM_WORLD);
}

/* Begins to receive a message whose first part is there. */
static void begin(struct ranks_message *message, const MPI_Status *status)
{
    int length = 0;
    MPI_Get_count(status, MPI_BYTE, &length);
    MPI_Request *request = memory_new(1, sizeof *request);
    message->from = status->MPI_SOURCE;
    message->kind = status->MPI_TAG;
    message->coming = request;
    message->bytes = text_of_length((size_t)length);
    MPI_Irecv(message->bytes.data, length, MPI_BYTE, message->from, message->kind,
        MPI_COMM_WORLD, request);
}

bool ranks_receive(struct ranks_message *message)
{
    int there = 0;
    MPI_Status status;
    if (ranks_count() == 1)
        return false;
    if (message->coming == NULL) {
        MPI_Iprobe(MPI_ANY_SOURCE, MPI_ANY_TAG, MPI_COMM_WORLD, &there, &status);
        if (!there)
            return false;
        begin(message, &status);
    }
    MPI_Test(message->coming, &there, MPI_STATUS_IGNORE);
    if (!there)
        return false;
    memory_free(message->coming);
    message->coming = NULL;
    return true;
}
