# Reference values of test_incidence.c, by R's survival:
#     Rscript tests/reference/incidence.R > tests/unit/incidence_reference.h
# Five sets of spells: ties, late entry, a join on day 0, nobody joins, all join.
suppressMessages(library(survival))
set.seed(20240313)

made_up <- function(n, late, longest) {
  entry <- if (late) sample(c(rep(-1, n), 0:(longest %/% 2)), n, replace = TRUE) else rep(-1, n)
  exit <- pmax(entry, 0) + sample.int(longest, n, replace = TRUE)
  ending <- sample(0:3, n, replace = TRUE, prob = c(0.4, 0.3, 0.2, 0.1))
  data.frame(entry, exit, ending)
}
ties <- made_up(40, FALSE, 8)
late <- made_up(60, TRUE, 30)
day_0 <- made_up(25, FALSE, 20)
day_0$exit[1:3] <- 0
day_0$ending[1:3] <- c(1, 1, 2)
nobody <- made_up(30, FALSE, 15)
nobody$ending[nobody$ending == 1] <- 0
all_join <- made_up(20, FALSE, 12)
all_join$ending <- 1
sets <- list(ties = ties, late = late, day_0 = day_0, nobody = nobody, all_join = all_join)

number <- function(x) ifelse(is.na(x), "NAN", sprintf("%.17g", x))
median_of <- function(time, x) if (any(x >= 0.5 - 1e-9, na.rm = TRUE)) time[which(x >= 0.5 - 1e-9)[1]] else NA

cat("/* SPDX-License-Identifier: GPL-3.0-or-later */\n")
cat(sprintf("/* Made by tests/reference/incidence.R with %s, survival %s. */\n\n", R.version.string,
            packageVersion("survival")))
for (name in names(sets)) {
  d <- sets[[name]]
  d$how <- factor(d$ending, 0:3, c("open", "joined", "no", "stopped"))
  d$id <- seq_len(nrow(d))
  fit <- if (all(d$entry < 0)) survfit(Surv(exit, how) ~ 1, data = d, id = id, conf.type = "log-log") else
    survfit(Surv(entry, exit, how) ~ 1, data = d, id = id, conf.type = "log-log")
  cat(sprintf("static const struct spell %s_spells[] = {%s};\n\n", name,
              paste0(sprintf("{%d, %d, %d}", d$entry, d$exit, d$ending), collapse = ", ")))
  cat(sprintf("static const struct reference %s_reference[] = {\n", name))
  for (ending in c("joined", "no", "stopped")) {
    j <- match(ending, fit$states)
    for (i in seq_along(fit$time))
      cat(sprintf("{%d, %d, %d, %d, %s, %s, %s, %s},\n", match(ending, levels(d$how)) - 1, fit$time[i],
                  fit$n.risk[i, 1], if (is.na(j)) 0L else fit$n.event[i, j],
                  number(fit$pstate[i, j]), number(fit$std.err[i, j]), number(fit$lower[i, j]),
                  number(fit$upper[i, j])))
  }
  j <- match("joined", fit$states)
  cat(sprintf("};\nstatic const struct incidence_median %s_median = {%s, %s, %s};\n\n", name,
              number(median_of(fit$time, fit$pstate[, j])), number(median_of(fit$time, fit$upper[, j])),
              number(median_of(fit$time, fit$lower[, j]))))
}
