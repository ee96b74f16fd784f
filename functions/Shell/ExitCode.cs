using Hub.Core;

namespace Hub.Functions.Shell;

/// <summary>How the commands end; the numbers above 63 are those of <c>sysexits.h</c>.</summary>
internal static class ExitCode
{
    public const int Ok = 0;

    /// <summary>The command worked, and what it looked at is not in order: differences, rejected events, a broken chain.</summary>
    public const int NotInOrder = 1;

    /// <summary>Wrong arguments, or a file that cannot be read as what it should be.</summary>
    public const int Usage = 64;

    /// <summary>The hub, the store or a partner cannot be reached.</summary>
    public const int Unavailable = 69;

    /// <summary>A fault of the hub itself.</summary>
    public const int Software = 70;

    /// <summary>The key's role may not do this.</summary>
    public const int NotPermitted = 77;

    /// <summary>A wrong setting.</summary>
    public const int Configuration = 78;

    /// <summary>Told by a signal to stop while it serves a Functions host, which takes this for "start it again" and 0 for "leave it ended".</summary>
    public const int StartAgain = 200;

    /// <summary>What <c>hub --help</c> says of them.</summary>
    public static readonly Bilingual Help = (
        """
        Mã kết thúc:
          0   mọi việc ổn
          1   lệnh chạy được, nhưng điều nó xem chưa ổn
          64  tham số, tệp hoặc cổng sai
          69  không nối được tới hub, kho dữ liệu hoặc đối tác
          70  lỗi của hub
          77  khóa không có quyền
          78  cấu hình sai
        """,
        """
        Exit codes:
          0   all is well
          1   it ran, and something that it looked at is not in order
          64  wrong arguments, file or port
          69  hub, store or partner cannot be reached
          70  a fault of the hub
          77  the key may not do this
          78  a wrong setting
        """);
}
