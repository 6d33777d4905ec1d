# Works the same figures out independently, from answers.csv, and writes values.json. Made with R 4.2.2, psych 2.2.9, lavaan 0.6-14 and
# vcdExtra 0.8-2 as Debian 12 has them (r-base-core r-cran-psych r-cran-lavaan r-cran-vcdextra):
#   Rscript tests/results/independent/values.R > tests/results/independent/values.json
suppressWarnings(suppressPackageStartupMessages({ library(psych); library(lavaan); library(vcdExtra) }))
here <- dirname(sub("--file=", "", grep("--file=", commandArgs(), value = TRUE)))
d <- read.csv(file.path(here, "answers.csv"), stringsAsFactors = FALSE)
d$a4 <- 6 - d$a4
scales <- list(a = paste0("a", 1:4), b = paste0("b", 1:6), c = paste0("c", 1:2))
num <- function(x) ifelse(is.na(x), "null", formatC(x, digits = 15, format = "g"))
list_of <- function(x) paste0("[", paste(num(x), collapse = ", "), "]")
out <- c()
for (s in names(scales)) for (g in c("all", "en", "th", "vi")) {
  rows <- if (g == "all") d else d[d$language == g, ]
  x <- na.omit(rows[, scales[[s]]]); k <- ncol(x); n <- nrow(x)
  alpha <- omega <- low <- high <- NA; rest <- without <- rep(NA, k); loadings <- rep(NA, k)
  sb <- NA
  if (k > 2) {
    a <- suppressWarnings(psych::alpha(x, check.keys = FALSE))
    alpha <- a$total$raw_alpha; without <- a$alpha.drop$raw_alpha
    ci <- psych::alpha.ci(alpha, n.obs = n, n.var = k)           # Feldt
    low <- ci$lower.ci; high <- ci$upper.ci
    rest <- sapply(1:k, function(i) cor(x[, i], rowSums(x[, -i])))
    fit <- lavaan::cfa(paste("f =~", paste(scales[[s]], collapse = " + ")), data = x, std.lv = TRUE)
    e <- lavaan::lavInspect(fit, "est")
    omega <- sum(e$lambda)^2 / (sum(e$lambda)^2 + sum(diag(e$theta)))
    loadings <- as.vector(factanal(covmat = cor(x), factors = 1, n.obs = n, control = list(opt = list(factr = 1e2), lower = 0.005))$loadings)
  } else { r <- cor(x)[1, 2]; sb <- 2 * r / (1 + r); rest <- c(r, r) }
  y <- rows[, scales[[s]]]
  ok <- rowSums(!is.na(y)) >= ceiling(2 / 3 * k)
  score <- (rowMeans(y[ok, ], na.rm = TRUE) - 1) / 4 * 100
  t <- t.test(score); w <- rows$weight[ok]
  wmean <- sum(w * score) / sum(w)
  out <- c(out, sprintf('  {"scale": "%s", "group": "%s", "rows": %d, "alpha": %s, "low": %s, "high": %s, "omega": %s, "spearmanBrown": %s, "rest": %s, "without": %s, "loadings": %s, "n": %d, "mean": %s, "sd": %s, "meanLow": %s, "meanHigh": %s, "weightedMean": %s}',
    s, g, n, num(alpha), num(low), num(high), num(omega), num(sb), list_of(rest), if (k > 3) list_of(without) else "null", list_of(loadings),
    length(score), num(mean(score)), num(sd(score)), num(t$conf.int[1]), num(t$conf.int[2]), num(wmean)))
}
dif <- c()
for (s in c("a", "b")) {
  x <- na.omit(d[, c("language", scales[[s]])]); total <- rowSums(x[, -1])
  for (g in c("th", "vi")) for (item in scales[[s]]) {
    pick <- x$language %in% c("en", g)
    tab <- table(factor(x$language[pick], c("en", g)), factor(x[pick, item], 1:5), factor(total[pick]))
    both <- apply(tab, 3, function(m) all(rowSums(m) > 0))
    told <- both & apply(tab, 3, function(m) sum(colSums(m) > 0) > 1)  # where all said the same, nothing is told
    # Mantel's test: nonzero correlation, scores 1..5, over all strata
    m <- CMHtest(tab[, , told], overall = TRUE, types = "cor", cscores = 1:5)$ALL$table
    focal <- apply(tab[2, , ], 2, sum); ref <- apply(tab[1, , ], 2, sum)
    mf <- apply(tab[2, , ] * 1:5, 2, sum) / focal; mr <- apply(tab[1, , ] * 1:5, 2, sum) / ref
    smd <- sum((focal * (mf - mr))[both]) / sum(focal[both]) / sd(x[pick, item])
    dif <- c(dif, sprintf('  {"scale": "%s", "language": "%s", "item": "%s", "chiSquare": %s, "p": %s, "difference": %s}', s, g, item, num(unlist(m[1, "Chisq"])), num(pchisq(unlist(m[1, "Chisq"]), 1, lower.tail = FALSE)), num(smd)))
  }
}
cat('{"scales": [\n', paste(out, collapse = ",\n"), '\n],\n"functioning": [\n', paste(dif, collapse = ",\n"), '\n]}\n', sep = "")
