using System.Globalization;
using Hub.Core.Clocks;

namespace Hub.Functions.Http;

/// <summary>How staff are told that this machine's clock and the database's differ.</summary>
internal static class ClockWords
{
    /// <summary>What every sentence here begins with.</summary>
    public const string Subject = "Đồng hồ máy này";

    public static string Off(ClockReading clock) =>
        $"{Subject} lệch {Seconds(clock)} giây so với máy chủ dữ liệu nên hub ở đây không nhận việc gửi: bật NTP ở cả hai máy"
        + $" / This machine's clock differs by {Seconds(clock)} s from the database's, so this hub takes no deliveries: switch NTP on at both machines";

    public static string Noticeable(ClockReading clock) =>
        $"{Subject} lệch {Seconds(clock)} giây so với máy chủ dữ liệu: bật NTP ở cả hai máy"
        + $" / This machine's clock differs by {Seconds(clock)} s from the database's: switch NTP on at both machines";

    public static string WasAhead(ClockReading clock) => string.Create(CultureInfo.InvariantCulture, $"{Subject} đã chạy nhanh {clock.WasAhead!.Value.TotalSeconds:0} giây rồi được chỉnh lại, hoặc đang chậm so với dữ liệu đã lưu: bật NTP, xem lại giờ của các sự kiện vừa nhận")
        + string.Create(CultureInfo.InvariantCulture, $" / This machine's clock was {clock.WasAhead.Value.TotalSeconds:0} s ahead and was put back, or is behind what is stored: switch NTP on, look at the times of what was accepted lately");

    private static string Seconds(ClockReading clock) => clock.Lead!.Value.TotalSeconds.ToString("+0.0;-0.0", CultureInfo.InvariantCulture);
}
