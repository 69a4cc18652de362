#!/usr/bin/env bash
# Builds, then tries the Windows program out under Wine in a Debian 13 chroot with code page 936: installs, runs the
# self-test (with the code page of its manifest, and with 936), opens the demonstration, refuses while it runs and in
# a folder that is not its own, upgrades over itself, uninstalls. As root on Debian.
#
#   bash packaging/windows/verify.sh [FOLDER]     FOLDER keeps the chroot (2.5 GB) and the results; /var/tmp/leqing-verify
set -euo pipefail
cd "$(dirname "$0")/../.."

folder=$(realpath -m "${1:-/var/tmp/leqing-verify}")
root=$folder/trixie
results=$folder/results
name=乐清规划督办
screen=:91
home=$root/home/clerk
drive=$home/.wine/drive_c
installed=$drive/users/clerk/AppData/Local/Programs/$name
rm -rf "$results"
mkdir -p "$results"

say() { echo "── $*"; }
fail() { echo "未通过：$*" >&2; exit 1; }

leave() {
    in_wine 'wineserver -k' >/dev/null 2>&1 || true
    [ -n "${display_pid:-}" ] && kill "$display_pid" 2>/dev/null || true
    for bound in dev/pts dev proc sys; do umount -l "$root/$bound" 2>/dev/null || true; done
}
trap leave EXIT

# Runs a command line as the clerk in the chroot. Python dies with /dev/null as its input, so it gets a pipe.
in_wine() {
    echo | chroot "$root" su clerk -s /bin/bash -c "
        export HOME=/home/clerk WINEPREFIX=/home/clerk/.wine WINEDEBUG=-all DISPLAY=$screen
        export LANG=zh_CN.UTF-8 LC_ALL=zh_CN.UTF-8
        cd /home/clerk; $1"
}

in_program() { in_wine "cd '/home/clerk/.wine/drive_c/users/clerk/AppData/Local/Programs/$name' && $1"; }

picture() { import -display "$screen" -window root "$results/$1.png"; }

wait_for_window() {
    for _ in $(seq 120); do
        if DISPLAY=$screen xdotool search --name "$1" >/dev/null 2>&1; then sleep "${2:-8}"; return; fi
        sleep 1
    done
    picture 没有窗口
    fail "两分钟内没有出现窗口“$1”"
}

say "工具"
missing=()
for pair in debootstrap:debootstrap Xvfb:xvfb xdotool:xdotool import:imagemagick openbox:openbox; do
    command -v "${pair%%:*}" >/dev/null || missing+=("${pair##*:}")
done
# For the titles that the window manager draws in the pictures.
[ -n "$(fc-list :lang=zh 2>/dev/null)" ] || missing+=(fontconfig fonts-noto-cjk)
if [ ${#missing[@]} -gt 0 ]; then
    apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}"
fi

say "构建"
python3 dev.py build --out "$folder/build" --stage-only --measure
rm -rf "$folder/measured"
cp -r "$folder/build/work/$name" "$folder/measured"
python3 dev.py build --out "$folder/build" | tee "$results/大小.txt"
setup=$(ls "$folder"/build/*-setup.exe)

say "Debian 13 与 Wine"
if [ ! -e "$folder/ready" ]; then
    # The mirror of this machine, whether its sources are written in one way or the other.
    mirror=$(cat /etc/apt/sources.list /etc/apt/sources.list.d/* 2>/dev/null |
        sed -n 's/^URIs: *//p; s/^deb \(\[.*\] \)\?\([^ ]*\) .*/\2/p' | head -1 || true)
    # Never into what a run that was killed left mounted.
    rm -rf --one-file-system "$root"
    debootstrap --variant=minbase --include=ca-certificates,locales trixie "$root" "$mirror"
    cp /etc/resolv.conf "$root/etc/resolv.conf"
    for setting in /etc/apt/apt.conf.d/*proxy*; do [ -e "$setting" ] && cp "$setting" "$root/etc/apt/apt.conf.d/"; done
    sed -i 's/^# *\(zh_CN.UTF-8 UTF-8\)/\1/' "$root/etc/locale.gen"
    chroot "$root" locale-gen
    chroot "$root" dpkg --add-architecture i386
    chroot "$root" apt-get -qq update
    DEBIAN_FRONTEND=noninteractive chroot "$root" apt-get install -y -qq --no-install-recommends wine wine64 wine32:i386 fonts-noto-cjk
    chroot "$root" useradd --create-home clerk
    touch "$folder/ready"
fi
for bound in proc sys dev dev/pts; do mountpoint -q "$root/$bound" || mount --bind "/$bound" "$root/$bound"; done
Xvfb "$screen" -screen 0 1600x900x24 -ac >/dev/null 2>&1 &
display_pid=$!
sleep 2
# Without a window manager a maximised window has no size to take.
DISPLAY=$screen openbox >/dev/null 2>&1 &

say "新的 Windows 账户"
rm -rf "$home/.wine"
in_wine 'wineboot -i' >/dev/null 2>&1
for font in 'MS Shell Dlg' 'MS Shell Dlg 2' 'Tahoma' 'SimSun' 'Microsoft YaHei UI'; do
    in_wine "wine reg add 'HKCU\\Software\\Wine\\Fonts\\Replacements' /v '$font' /d 'Noto Sans CJK SC' /f" >/dev/null 2>&1
done

say "安装向导"
cp "$setup" "$home/setup.exe"
in_wine 'wine setup.exe' >/dev/null 2>&1 &
wizard=$!
wait_for_window "$name" 4
picture 安装向导
in_wine 'wineserver -k' || true
wait "$wizard" || true

say "静默安装"
in_wine 'wine setup.exe /S' >/dev/null 2>&1 || fail "安装程序返回了错误"
[ -e "$installed/$name.exe" ] || fail "没有装到账户的程序文件夹里"
du -sb "$installed" | cut -f1 | awk '{printf "安装后 %.1f MB\n", $1 / 1e6}' | tee -a "$results/大小.txt"

shortcuts() { find "$drive/users/clerk" -name "*$name*.lnk" -path '*Start Menu*' | wc -l; }
[ "$(shortcuts)" -eq 2 ] || fail "开始菜单里没有程序和卸载"
in_wine "wine reg query 'HKCU\\Software\\Classes\\leqing.ledger\\shell\\open\\command'" >/dev/null 2>&1 || fail "双击 .leqing 不会打开程序"

say "自检"
in_program "wine '$name.exe' --selftest 'C:\\自检.json'; echo 退出码 \$?" 2>&1 | tee "$results/自检.txt" || true
[ -e "$drive/自检.json" ] || fail "自检没有写出结果"
cp "$drive/自检.json" "$results/"
grep -q '退出码 0' "$results/自检.txt" || fail "自检没有通过，见 $results/自检.json"

say "自检（代码页 936，如同不认 UTF-8 代码页的 Windows 10 1809）"
in_program "wine runtime/python.exe -X utf8 app/start_window.py --selftest 'C:\\自检-936.json'; echo 退出码 \$?" 2>&1 | tee "$results/自检-936.txt" || true
cp "$drive/自检-936.json" "$results/" || fail "代码页 936 下自检没有写出结果"
grep -q '"code_page": 936' "$results/自检-936.json" || fail "这次自检不是在代码页 936 下做的"
grep -q '退出码 0' "$results/自检-936.txt" || fail "代码页 936 下自检没有通过"

say "启动时间"
rm -rf "$drive/measured" && cp -r "$folder/measured" "$drive/measured"
cp packaging/windows/measure_start.py "$drive/measured/"
chown -R --reference="$home" "$drive/measured"
in_program "wine leqing.exe init 'C:\\测.leqing'" >/dev/null 2>&1 || fail "命令行没有新建台账"
mkdir -p "$drive/users/clerk/AppData/Local/leqing"
printf '{"clerk": "王敏"}' > "$drive/users/clerk/AppData/Local/leqing/settings.json"
chown -R --reference="$home" "$drive/users/clerk/AppData/Local/leqing"
# Nothing of the measured folder is in memory then: the Python that measures runs out of the installed one.
cold() {
    sync
    echo 3 > /proc/sys/vm/drop_caches
    in_wine "cd .wine/drive_c/measured && wine ../users/clerk/AppData/Local/Programs/$name/runtime/python.exe measure_start.py once $1" 2>/dev/null | tr -d '\r'
}
cold_pairs() {
    for _ in 1 2 3 4 5; do echo "$(cold "show_page.exe 'C:\\测.leqing'") $(cold bare_table.exe)"; done |
        awk '{printf "%.2f s : %.2f s = %.2f\n", $1, $2, $1 / $2}' | sort -k7 -n
}
warm() {
    in_wine "cd .wine/drive_c/measured && wine runtime/python.exe measure_start.py 9 show_page.exe 'C:\\测.leqing' -- bare_table.exe" 2>/dev/null
}
{
    echo "冷（每次先清空文件缓存；五对，第三行是中位数，要求比值 ≤ 1.5）"
    cold_pairs
    echo "热（九对的中位数，要求比值 ≤ 1.5）"
    warm
} | tee "$results/启动时间.txt"

say "演示台账"
in_program "wine leqing.exe demo 'C:\\演 示'" > "$results/演示.txt" 2>&1 || fail "演示没有做成，见 $results/演示.txt"
ledger='乐清电气产业规划（演示）.leqing'
# Wine's own double click knows the computer's associations and not the account's: started as the association says.
in_program "wine '$name.exe' 'C:\\演 示\\$ledger'" > "$results/窗口.txt" 2>&1 &
wait_for_window "$ledger" 15
for key in 2 5 6 9 0; do
    DISPLAY=$screen xdotool key "ctrl+$key"
    sleep 8
    picture "窗口-$key"
done

say "程序开着时再打开一个台账"
in_program "wine '$name.exe' 'C:\\测.leqing'" >> "$results/窗口.txt" 2>&1
wait_for_window "测.leqing" 4
picture 另一个台账
DISPLAY=$screen xdotool search --name "$ledger" >/dev/null 2>&1 && fail "再打开一个台账时开了第二个窗口"

say "运行时不能升级"
code=0
in_wine 'wine setup.exe /S' >/dev/null 2>&1 || code=$?
[ "$code" -eq 3 ] || fail "程序开着时安装程序应当拒绝（3），返回了 $code"
[ -e "$installed/$name.exe" ] || fail "被拒绝的安装动了程序文件"
DISPLAY=$screen xdotool key alt+F4
sleep 6
in_wine 'wineserver -w' || true

say "别人的文件夹"
mkdir -p "$drive/别人/app"
echo 别人的 > "$drive/别人/app/内容.txt"
chown -R --reference="$home" "$drive/别人"
code=0
in_wine "wine setup.exe /S '/D=C:\\别人'" >/dev/null 2>&1 || code=$?
[ "$code" -eq 5 ] || fail "已有别的内容的文件夹应当拒绝（5），返回了 $code"
[ "$(ls -A "$drive/别人")" = app ] && [ -e "$drive/别人/app/内容.txt" ] || fail "安装程序动了别人的文件夹"

say "覆盖升级"
echo 旧 > "$installed/lib/旧版的文件.py"
echo 我 > "$installed/我的文件.txt"
before=$(sha256sum "$drive/演 示/$ledger" | cut -d' ' -f1)
in_wine 'wine setup.exe /S' >/dev/null 2>&1 || fail "升级返回了错误"
in_program "wine leqing.exe check 'C:\\演 示\\$ledger'" 2>&1 | tee "$results/升级后.txt"
[ "$(sha256sum "$drive/演 示/$ledger" | cut -d' ' -f1)" = "$before" ] || fail "升级动了台账"
[ ! -e "$installed/lib/旧版的文件.py" ] && [ ! -e "$installed/上一版" ] || fail "升级后还留着旧版本的文件"
[ -e "$installed/我的文件.txt" ] || fail "升级删了不是自己的文件"
[ -e "$drive/users/clerk/AppData/Local/leqing/settings.json" ] || fail "升级丢了设置"

say "卸载"
in_program "wine 卸载.exe /S" >/dev/null 2>&1 || fail "卸载返回了错误"
for _ in $(seq 60); do [ -e "$installed/$name.exe" ] || break; sleep 1; done
[ ! -e "$installed/$name.exe" ] && [ ! -d "$installed/lib" ] || fail "卸载后程序还在"
[ "$(shortcuts)" -eq 0 ] || fail "卸载后快捷方式还在"
if in_wine "wine reg query 'HKCU\\Software\\Classes\\leqing.ledger'" >/dev/null 2>&1; then fail "卸载后 .leqing 还指着程序"; fi
[ -e "$installed/我的文件.txt" ] || fail "卸载删了不是自己的文件"
[ -e "$drive/演 示/$ledger" ] || fail "卸载删了台账"
[ -e "$drive/users/clerk/AppData/Local/leqing/settings.json" ] || fail "卸载删了设置"
say "全部通过，结果在 $results"
