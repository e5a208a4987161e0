#!/bin/sh
# Install the Debian packages named that are missing.  Root, or sudo, is
# needed only if there are any.
missing=
for p in "$@"; do
	dpkg-query -W -f '${Status}\n' "$p" 2>/dev/null |
	    grep -q '^install ok installed' || missing="$missing $p"
done
[ -z "$missing" ] && exit 0
command -v apt-get >/dev/null || {
	echo "setup: no apt-get here; install yourself:$missing" >&2
	exit 1
}
sudo=
[ "$(id -u)" -eq 0 ] || sudo=sudo
echo "setup: installing$missing"
export DEBIAN_FRONTEND=noninteractive
install() {
	# shellcheck disable=SC2086 # a list of names
	$sudo apt-get install -y -qq --no-install-recommends $missing \
	    >/dev/null
}
# Package lists may be missing or old: then get them and try again.
install 2>/dev/null || { $sudo apt-get update -qq && install; }
