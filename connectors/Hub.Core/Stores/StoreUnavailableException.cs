namespace Hub.Core.Stores;

/// <summary>
/// The store cannot do its work for a reason outside the hub, and did nothing of what it was asked. Any port may throw it; the same
/// work may succeed as soon as the reason is mended.
/// </summary>
public sealed class StoreUnavailableException(StoreFault fault, Exception inner) : Exception(Words(fault).ToString(), inner)
{
    public StoreFault Fault { get; } = fault;

    /// <summary>What is wrong and what to do, for a member of staff.</summary>
    public Bilingual Text => Words(Fault);

    private static Bilingual Words(StoreFault fault) => fault switch
    {
        StoreFault.Full => (
            "Đĩa chứa kho dữ liệu đã đầy: dọn đĩa hoặc mở rộng, hub tự chạy tiếp.",
            "The disk of the store is full: free some space or enlarge it; the hub goes on by itself."),
        StoreFault.ReadOnly => (
            "Kho dữ liệu chỉ đọc được: kiểm tra quyền, chủ sở hữu của thư mục dữ liệu và đĩa có bị gắn chỉ đọc không.",
            "The store can only be read: check the owner and permissions of the data folder, and whether its disk is mounted read-only."),
        StoreFault.Broken => (
            "Đĩa chứa kho dữ liệu báo lỗi đọc ghi: xem nhật ký hệ thống, kiểm tra đĩa trước khi dùng tiếp.",
            "The disk of the store reports read or write errors: see the system's log and check the disk before going on."),
        StoreFault.Damaged => (
            "Tệp kho dữ liệu đọc ra không đúng: kiểm tra đĩa và nhật ký hệ thống; nếu lỗi còn sau khi sửa đĩa thì phục hồi từ bản sao lưu.",
            "The file of the store reads as damaged: check the disk and the system's log; if it stays so once the disk is sound, restore a backup."),
        StoreFault.Busy => (
            "Kho dữ liệu đang bị chương trình khác giữ hoặc quá tải: đóng công cụ cơ sở dữ liệu hoặc bản sao lưu đang mở tệp; với PostgreSQL xem số kết nối.",
            "Another program holds the store, or it is overloaded: close the database tool or backup that has its file open; with PostgreSQL look at its connections."),
        StoreFault.Barred => (
            "Kho dữ liệu không cho hub vào: kiểm tra tài khoản, mật khẩu, tên cơ sở dữ liệu và quyền của vai trò.",
            "The store does not let the hub in: check account, password, name of the database and the role's rights."),
        _ => (
            "Không mở được kho dữ liệu: kiểm tra thư mục dữ liệu và quyền truy cập; với PostgreSQL kiểm tra máy chủ, mạng và tài khoản.",
            "The store cannot be opened: check the data folder and its permissions; with PostgreSQL check server, network and account."),
    };
}

/// <summary>Why a store cannot do its work.</summary>
public enum StoreFault
{
    /// <summary>No space is left.</summary>
    Full,

    /// <summary>It may be read and not be written.</summary>
    ReadOnly,

    /// <summary>The disk answers with errors.</summary>
    Broken,

    /// <summary>What was read is no sound content of a store; with a disk that errs that may pass.</summary>
    Damaged,

    /// <summary>Another program keeps it locked, or it has more to do than it can, or too little memory.</summary>
    Busy,

    /// <summary>It cannot be opened or reached.</summary>
    Unreachable,

    /// <summary>It answers and does not let the hub in: account, password, name of the database or rights.</summary>
    Barred,
}
