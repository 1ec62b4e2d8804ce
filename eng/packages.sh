#!/usr/bin/env bash
# Fills FOLDER with what the NuGet feed lacks: FOLDER/lacking names it, FOLDER/feed holds it (no feed/ when nothing is lacking).
# Called by packages.targets as: packages.sh FOLDER ask|true Name=Version...
set -euo pipefail

folder=$1 mode=$2; shift 2
here=$(cd "$(dirname "$0")" && pwd)
dotnet=${DOTNET_HOST_PATH:-dotnet}
declare -A version
for pair in "$@"; do version[${pair%%=*}]=${pair#*=}; done

mkdir -p "$(dirname "$folder")"
exec 9>"$folder.lock"
flock 9
[ -e "$folder/lacking" ] && exit 0

work=$(mktemp -d "$folder.XXXXXX")
trap 'rm -rf "$work"' EXIT

# A nested build must not see the one that called it, nor leave a server behind that holds its output open.
unset "${!MSBUILD@}" || true
quiet() { "$dotnet" "$@" -nodeReuse:false -p:UseSharedCompilation=false -p:ScratchDirectory="$work" >"$work/log" 2>&1 9>&-; }
fail() { echo "eng/packages.sh: $1" >&2; tail -n 20 "$work/log" >&2 || true; exit 1; }

worker="Microsoft.Azure.Functions.Worker"
wanted=(
    "$worker ${version[FunctionsWorkerVersion]}"
    "$worker.Sdk ${version[FunctionsWorkerSdkVersion]}"
    "$worker.Extensions.Http.AspNetCore ${version[FunctionsHttpVersion]}"
    "$worker.Extensions.Storage.Queues ${version[FunctionsQueuesVersion]}"
    "$worker.Extensions.Timer ${version[FunctionsTimerVersion]}"
    "SendGrid ${version[SendGridVersion]}"
    "Azure.Data.Tables ${version[AzureDataTablesVersion]}"
    "Azure.Storage.Blobs ${version[AzureStorageBlobsVersion]}"
    "Azure.Storage.Common ${version[AzureStorageCommonVersion]}"
    "System.IO.Hashing ${version[SystemIOHashingVersion]}"
)

echo '<Project />' | tee "$work/Directory.Build.props" "$work/Directory.Build.targets" "$work/Directory.Packages.props" >/dev/null
download() { # restores exactly these packages, without their dependencies
    local name; mkdir -p "$work/ask"
    { echo '<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup><ItemGroup>'
      while read -r name number; do echo "<PackageDownload Include=\"$name\" Version=\"[$number]\" />"; done
      echo '</ItemGroup></Project>'; } >"$work/ask/ask.csproj"
    quiet restore "$work/ask/ask.csproj" --force "$@"
}

if [ "$mode" = true ]; then
    printf '%s\n' "${wanted[@]}" >"$work/lacking"
elif printf '%s\n' "${wanted[@]}" | download; then
    : >"$work/lacking"
else
    # Only a feed that answered and has not got the package counts; one that cannot be reached is the build's own error.
    grep -q 'NU110[12]' "$work/log" && ! grep -q 'NU1301' "$work/log" || fail "the NuGet feed could not be asked"
    printf '%s\n' "${wanted[@]}" | while read -r name number; do
        if grep -qE "NU110[12]: Unable to find package ${name//./\\.}( |\.? )(with|No)" "$work/log"; then echo "$name $number"; fi
    done >"$work/lacking"
    # The worker's packages know each other's types, so they come from one place.
    if grep -q "^$worker" "$work/lacking"; then
        { printf '%s\n' "${wanted[@]}" | grep "^$worker"; grep -v "^$worker" "$work/lacking" || true; } >"$work/all"
        mv "$work/all" "$work/lacking"
    fi
fi

if [ -s "$work/lacking" ]; then
    mkdir -p "$work/packed" "$work/feed" "$work/dlls"
    if grep -qE '^(Azure|System)\.' "$work/lacking"; then
        (cd "$work" && npm pack @azure/mcp-linux-x64@0.4.0 --ignore-scripts --silent >"$work/log" 2>&1 9>&-) \
            || fail "npm could not fetch @azure/mcp-linux-x64@0.4.0"
        tar -xzf "$work"/azure-mcp-*.tgz -C "$work/dlls" --strip-components=2 $(cut -d' ' -f2 "$here/wrapped/SHA256SUMS" | sed 's|^\*\?|package/dist/|')
        rm "$work"/azure-mcp-*.tgz
        (cd "$work/dlls" && sha256sum --quiet --strict -c "$here/wrapped/SHA256SUMS" >"$work/log" 2>&1) || fail "a DLL of @azure/mcp-linux-x64@0.4.0 is not the one known"
    fi
    {
        echo '<Solution>'
        while read -r name number; do
            for project in "$here"/*/"$name/$name.csproj"; do echo "<Project Path=\"$project\" />"; done
        done <"$work/lacking"
        echo '</Solution>'
    } >"$work/lacking.slnx"
    quiet pack "$work/lacking.slnx" -p:PackedTo="$work/feed" -p:DllDirectory="$work/dlls" "${@/#/-p:}" || fail "the stand-ins could not be packed"
    # Installed from here before any other source is asked, so that a forced fallback wins over a feed that has them too.
    download --packages "$work/installed" -s "$work/feed" <"$work/lacking" || fail "the local feed could not be installed"
fi

rm -rf "$work"/{ask,bin,obj,dlls,packed,lacking.slnx,log,Directory.*}
rm -rf "$folder"
chmod 755 "$work"
mv "$work" "$folder"
trap - EXIT
if [ -s "$folder/lacking" ]; then
    echo "Packages: $(wc -l <"$folder/lacking") of ${#wanted[@]} stood in for from eng/ (docs/packages.md): $(cut -d' ' -f1 "$folder/lacking" | paste -sd, | sed 's/,/, /g; s/Microsoft\.Azure\.Functions/…/g')."
fi
