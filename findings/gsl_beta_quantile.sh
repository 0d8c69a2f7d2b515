#!/usr/bin/env bash
# GSL 2.7.1 (Debian 12, libgsl27 2.7.1+dfsg-5+deb12u1): the quantile of a beta distribution, gsl_cdf_beta_Pinv(),
# fails for shapes that any survey of 1,000 people gives. With a = 3 and b = 997 (three of a thousand said yes)
# and at p from 0.01 to 0.99 it raises an error and returns NaN for five of the 99, among them 0.92 and 0.99,
# while the distribution function itself is fine there. An upper bound of 99 % of a rare event is thus not a number.
# gsl_cdf_beta_P() can be inverted by a root finder instead.
#
# Fetches the pinned packages into a temporary folder, compiles a program of a dozen lines, and fails when what it
# prints is no longer what is written below.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
version=2.7.1+dfsg-5+deb12u1
apt-get download -qq -o APT::Sandbox::User=root "libgsl27=$version" "libgslcblas0=$version" "libgsl-dev=$version"
for package in *.deb; do dpkg -x "$package" root; done
cat >try.c <<'END'
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>
#include <math.h>
#include <stdio.h>

int main(void)
{
    gsl_set_error_handler_off();
    for (int i = 1; i < 100; i++) {
        double x = gsl_cdf_beta_Pinv(i / 100.0, 3.0, 997.0);
        if (isnan(x))
            printf("p = %.2f: nan\n", i / 100.0);
    }
    printf("P(X <= 0.00839) = %.4f\n", gsl_cdf_beta_P(0.00839, 3.0, 997.0));
    return 0;
}
END
library=$(dirname "$(find root -name 'libgsl.so.27*' | head -n 1)")
cc try.c -I root/usr/include -L "$library" -l:libgsl.so.27 -l:libgslcblas.so.0 -lm -o try
LD_LIBRARY_PATH=$library ./try | tee seen
diff seen - <<'END'
p = 0.76: nan
p = 0.77: nan
p = 0.89: nan
p = 0.92: nan
p = 0.99: nan
P(X <= 0.00839) = 0.9900
END
echo "as written: GSL $version"
