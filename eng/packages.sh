#!/usr/bin/env bash
# Called by packages.targets as: packages.sh FOLDER ask|true NameVersion=1.2.3...
# Writes FOLDER/lacking, one line for each package that the NuGet feed lacks; and, unless it is empty, FOLDER/feed with a
# package for each and FOLDER/installed with those unpacked. FOLDER appears only when all of it is there.
set -euo pipefail

folder=$1 mode=$2; shift 2
here=$(cd "$(dirname "$0")" && pwd)
all=$(dirname "$folder")
source=@azure/mcp-linux-x64@0.4.0
declare -A version
for pair in "$@"; do version[${pair%%=*}]=${pair#*=}; done

mkdir -p "$all"
exec 9>"$all/lock"
flock 9
[ ! -e "$folder" ] || exit 0

work=$(mktemp -d "$all/work.XXXXXX")
trap 'rm -rf "$work"' EXIT
fail() { echo "eng/packages.sh: error: $1." >&2; tail -n 15 "$work/log" >&2 || true; exit 1; }

# A nested dotnet must not take the outer build for its own, nor leave a node behind that keeps the output or the lock open.
unset "${!MSBUILD@}"
nested() { "${DOTNET_HOST_PATH:-dotnet}" "$@" -nodeReuse:false -p:Scratch="$work/" >"$work/log" 2>&1 9>&-; }

worker=Microsoft.Azure.Functions.Worker
cat >"$work/wanted" <<EOF
$worker ${version[FunctionsWorkerVersion]}
$worker.Sdk ${version[FunctionsWorkerSdkVersion]}
$worker.Extensions.Http.AspNetCore ${version[FunctionsHttpVersion]}
$worker.Extensions.Storage.Queues ${version[FunctionsQueuesVersion]}
$worker.Extensions.Timer ${version[FunctionsTimerVersion]}
Azure.Data.Tables ${version[AzureDataTablesVersion]}
Azure.Storage.Blobs ${version[AzureStorageBlobsVersion]}
Azure.Storage.Common ${version[AzureStorageCommonVersion]}
Azure.Storage.Queues ${version[AzureStorageQueuesVersion]}
SendGrid ${version[SendGridVersion]}
System.IO.Hashing ${version[SystemIOHashingVersion]}
EOF

# Restores exactly the packages on stdin, without what they depend on.
download() {
    local name number
    mkdir -p "$work/download"
    {
        echo '<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup><ItemGroup>'
        while read -r name number; do echo "<PackageDownload Include=\"$name\" Version=\"[$number]\" />"; done
        echo '</ItemGroup></Project>'
    } >"$work/download/download.csproj"
    echo '<Project />' | tee "$work/download/Directory."{Build.props,Build.targets,Packages.props} >/dev/null
    nested restore "$work/download/download.csproj" --force "$@"
}

# What does the feed lack? Only its own "there is no such package" counts: a feed that cannot be reached is an error.
if [ "$mode" = true ]; then
    cp "$work/wanted" "$work/lacking"
elif download <"$work/wanted"; then
    : >"$work/lacking"
elif grep -q 'NU1301' "$work/log" || ! grep -q 'NU110[12]' "$work/log"; then
    fail "the NuGet feed could not be asked"
else
    while read -r name number; do
        ! grep -qE "NU110[12]: Unable to find package ${name//./\\.}(\.| with) " "$work/log" || echo "$name $number"
    done <"$work/wanted" >"$work/lacking"
    # The worker's packages use each other's types: all of them or none.
    if grep -q "^$worker" "$work/lacking"; then
        { grep "^$worker" "$work/wanted"; grep -v "^$worker" "$work/lacking" || true; } >"$work/log"
        mv "$work/log" "$work/lacking"
    fi
fi

if [ -s "$work/lacking" ]; then
    # Microsoft's own DLLs of the storage SDKs, from the npm package that ships them.
    if grep -qE '^(Azure|System)\.' "$work/lacking"; then
        known() { (cd "$all/dlls" && sha256sum --strict --check "$here/wrapped/SHA256SUMS") >"$work/log" 2>&1; }
        mkdir -p "$all/dlls"
        if ! known; then
            (cd "$work" && npm pack "$source" --loglevel error >"$work/log" 2>&1 9>&-) || fail "npm could not fetch $source"
            tar -xzf "$work"/azure-mcp-*.tgz -C "$all/dlls" --strip-components=2 \
                $(sed 's|.*\*|package/dist/|' "$here/wrapped/SHA256SUMS")
            rm "$work"/azure-mcp-*.tgz
            known || fail "the DLLs of $source are not the ones in eng/wrapped/SHA256SUMS"
        fi
    fi

    {
        echo '<Solution>'
        while read -r name number; do
            for project in "$here"/*/"$name/$name.csproj"; do
                [ ! -e "$project" ] || echo "<Project Path=\"$project\" />"
            done
        done <"$work/lacking"
        echo '</Solution>'
    } >"$work/lacking.slnx"
    nested pack "$work/lacking.slnx" -p:Dlls="$all/dlls/" "${@/#/-p:}" || fail "the stand-ins could not be packed"

    # Unpacked before any other source is asked, so that with RestrictedFeed=true they win over a feed that has them too.
    grep -v '^Azure.Storage.Queues ' "$work/lacking" | download --packages "$work/installed" --source "$work/feed" \
        || fail "eng/ has no stand-in of the version asked for"
fi

# What an earlier state of eng/ or of the versions left goes, when no build can still be using it.
find "$all" -maxdepth 1 \( -name 'ask-*' -o -name 'true-*' -o -name 'work.*' \) ! -path "$work" -mmin +1440 -exec rm -rf {} +
mkdir "$work/whole"
mv "$work/lacking" "$work/whole"
[ ! -s "$work/whole/lacking" ] || mv "$work/feed" "$work/installed" "$work/whole"
mv "$work/whole" "$folder"
[ ! -s "$folder/lacking" ] || echo "The NuGet feed lacks $(wc -l <"$folder/lacking") packages; what eng/ holds was put in their place."
