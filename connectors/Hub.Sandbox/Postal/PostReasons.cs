namespace Hub.Sandbox.Postal;

/// <summary>Why collecting or delivering failed, as the operator words it. Codes are assumed.</summary>
internal static class PostReasons
{
    public static readonly IReadOnlyList<(string Code, string Text)> All =
    [
        ("R01", "Sai địa chỉ hoặc số điện thoại"),
        ("R02", "Người nhận đi vắng"),
        ("R03", "Người nhận từ chối nhận"),
        ("R04", "Thời tiết xấu, không phát được"),
        ("R05", "Người nhận hẹn lại ngày khác"),
    ];

    public static string Note(int index) => $"{All[index].Code} {All[index].Text}";

    /// <summary>Code and text out of a note; empty texts when the note is no reason.</summary>
    public static (string Code, string Text) Of(string note) => All.FirstOrDefault(reason => note.StartsWith(reason.Code + " ", StringComparison.Ordinal)) is { Code: not null } found ? found : ("", "");
}
