using System.Globalization;
using Hub.Core.Calendar;
using Hub.Functions.Settings;
using static Hub.Functions.CommandLine.DoctorCommand;

namespace Hub.Functions.CommandLine;

/// <summary>What <c>hub doctor</c> can see without a hub: folder, disk, clock.</summary>
internal static class LocalChecks
{
    private const long Scarce = 2L * 1024 * 1024 * 1024;
    private const long Critical = 200L * 1024 * 1024;

    private const int ProbeBytes = 1024 * 1024;

    // errno of Linux; the HRESULT of Windows.
    private const int NoSpace = 28;
    private const int ReadOnlyDisk = 30;
    private const int WindowsNoSpace = unchecked((int)0x80070070);

    public static IEnumerable<Check> Look(HubSettings settings)
    {
        yield return Folder(settings.Data);
        yield return Disk(settings.Data);
        yield return Clock();
    }

    private static Check Folder(string data)
    {
        if (!Directory.Exists(data))
        {
            return new Check("folder", Grade.Warning, ($"chưa có thư mục {Path.GetFullPath(data)}: hub serve sẽ tạo", $"there is no folder {Path.GetFullPath(data)} yet: hub serve makes it"));
        }

        try
        {
            var probe = Path.Combine(data, ".doctor");
            try
            {
                // An empty file fits on a full disk.
                File.WriteAllBytes(probe, new byte[ProbeBytes]);
            }
            finally
            {
                File.Delete(probe);
            }

            return new Check("folder", Grade.Good, ($"ghi được vào {Path.GetFullPath(data)}", $"{Path.GetFullPath(data)} can be written"));
        }
        catch (IOException refused) when (refused.HResult is NoSpace or WindowsNoSpace)
        {
            return new Check("folder", Grade.Bad, ($"đĩa của {data} đã đầy: dọn đĩa hoặc mở rộng, hub tự chạy tiếp", $"the disk of {data} is full: free some space or enlarge it; the hub goes on by itself"));
        }
        catch (IOException refused) when (refused.HResult is ReadOnlyDisk)
        {
            return new Check("folder", Grade.Bad, ($"đĩa của {data} chỉ đọc được: gắn lại cho phép ghi", $"the disk of {data} is read-only: mount it writable"));
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return new Check("folder", Grade.Bad, ($"không ghi được vào {data}: kiểm tra quyền và chủ sở hữu", $"{data} cannot be written: check its owner and permissions"));
        }
    }

    private static Check Disk(string data)
    {
        var free = new DriveInfo(Existing(Path.GetFullPath(data))).AvailableFreeSpace;
        var megabytes = free / 1024 / 1024;
        return free < Critical ? new Check("disk", Grade.Bad, ($"chỉ còn {megabytes} MB: hãy dọn đĩa ngay", $"only {megabytes} MB left: free some space now"))
            : free < Scarce ? new Check("disk", Grade.Warning, ($"còn {megabytes} MB: sắp đầy", $"{megabytes} MB left: soon full"))
            : new Check("disk", Grade.Good, ($"còn {megabytes} MB", $"{megabytes} MB free"));
    }

    private static string Local(DateTimeOffset now) => now.ToOffset(VietnamClock.Offset).ToString("dd/MM/yyyy HH:mm:ss '(+07:00)'", CultureInfo.InvariantCulture);

    private static string Existing(string folder) => Directory.Exists(folder) || Path.GetDirectoryName(folder) is not { } parent ? folder : Existing(parent);

    private static Check Clock()
    {
        var now = TimeProvider.System.GetUtcNow();
        var built = File.GetLastWriteTimeUtc(Environment.ProcessPath ?? AppContext.BaseDirectory);
        return now < built.AddDays(-1)
            ? new Check("clock", Grade.Bad, ($"đồng hồ máy ({now:O}) trước cả ngày dựng hub: bật NTP", "the clock is earlier than this program: switch NTP on"))
            : new Check("clock", Grade.Good, ($"đồng hồ máy: {Local(now)}", $"this machine's clock: {Local(now)}"));
    }
}
