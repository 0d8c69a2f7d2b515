# SPDX-License-Identifier: GPL-3.0-or-later
# Rscript etm.R FOLDER: of the results of `recept logbook --to etm` whether R's packages etm and
# survival come to the shares of incidence_by_day.csv on every day. Run by hand.
suppressMessages({library(etm); library(survival)})
folder <- commandArgs(trailingOnly = TRUE)[1]
d <- read.csv(file.path(folder, "etm.csv"))
d$to <- as.character(d$to)
own <- read.csv(file.path(folder, "incidence_by_day.csv"))
possible <- matrix(FALSE, 4, 4)
possible[1, 2:4] <- TRUE
e <- etm(d, c("0", "1", "2", "3"), possible, "cens", s = 0)
d$ending <- factor(d$to, c("cens", "1", "2", "3"))
s <- survfit(Surv(entry, exit, ending) ~ 1, data = d, id = id)
endings <- c(joined = "1", said_no = "2", stopped = "3")
worst <- c(etm = 0, survival = 0)
for (ending in names(endings)) {
    rows <- own[own$ending == ending, ]
    at <- rows$day + 1 # times of the export are a day later
    by_etm <- c(0, e$est["0", endings[ending], ])[findInterval(at, e$time) + 1]
    column <- match(endings[ending], s$states)
    by_survival <- if (is.na(column)) 0 * at else c(0, s$pstate[, column])[findInterval(at, s$time) + 1]
    worst <- pmax(worst, c(max(abs(by_etm - rows$estimate)), max(abs(by_survival - rows$estimate))))
}
cat("etm", as.character(packageVersion("etm")), "survival", as.character(packageVersion("survival")),
    "rows", nrow(own), "largest differences", worst, "\n")
quit(status = max(worst) > 1e-9)
