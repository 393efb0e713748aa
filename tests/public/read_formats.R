# Reads what a running site serves, as a reporter's R would. R is not among what this project
# installs, so no test runs this; by hand, against the demo:
#   Rscript tests/public/read_formats.R http://127.0.0.1:8000
site <- commandArgs(trailingOnly = TRUE)[1]

read_list <- function(name) {
  read.csv(paste0(site, "/", name, ".csv"), na.strings = "", encoding = "UTF-8")
}

cases <- read_list("cases")
stopifnot(nrow(cases) > 0, !anyDuplicated(cases$key))
stopifnot(!anyNA(as.Date(na.omit(cases$filed_date))))
stopifnot(!anyNA(as.POSIXct(cases$published_at, format = "%Y-%m-%dT%H:%M:%OS", tz = "UTC")))
stopifnot(nrow(cases) == length(readLines(paste0(site, "/cases.ndjson"))))

changes <- read_list("changes")
stopifnot(all(changes$number %in% cases$number))
print(table(changes$direction_label))
