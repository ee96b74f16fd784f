using Hub.Core;

namespace Hub.Functions.Shell;

/// <summary>States as a screen names them.</summary>
internal static class StateWords
{
    /// <summary>What the state of a lane is called on a screen.</summary>
    public static Bilingual Lane(string state) => state switch
    {
        "open" => ("thông", "open"),
        "paused" => ("tạm dừng", "paused"),
        "outage" => ("mất kết nối", "outage"),
        "trial" => ("thử lại", "trial"),
        _ => (state, state),
    };

    /// <summary>What the state of an envelope is called on a screen.</summary>
    public static Bilingual Envelope(string state) => state switch
    {
        "waiting" => ("đang chờ gửi", "waiting"),
        "dead" => ("chờ cán bộ", "dead"),
        "done" => ("đã gửi", "done"),
        "skipped" => ("đã để riêng", "skipped"),
        "discarded" => ("đã bỏ hẳn", "discarded"),
        _ => (state, state),
    };
}
