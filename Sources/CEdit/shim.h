#include <stdio.h>
#include <editline/readline.h>

/// Before the first line: prompts go to standard error, and tab asks `complete`.
static inline void cedit_begin(rl_completion_func_t *complete) {
    rl_readline_name = "i2e";
    rl_outstream = stderr;
    rl_attempted_completion_function = complete;
    using_history();
}

/// What tab finds are no file names, whatever else it finds.
static inline void cedit_complete_no_files(void) { rl_attempted_completion_over = 1; }
