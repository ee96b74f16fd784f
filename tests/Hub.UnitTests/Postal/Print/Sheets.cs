using Hub.Postal.Print;

namespace Hub.UnitTests.Postal.Print;

internal static class Sheets
{
    public static readonly DateTimeOffset Morning = new(2026, 11, 21, 2, 15, 0, TimeSpan.Zero);

    public static LabelContent Label { get; } = new()
    {
        OrderNumber = "000.00.01.H40-261121-0001-P-1",
        Waybill = "CN202611218VN",
        Operator = "Bưu điện thử nghiệm",
        Sender = new("Nguyễn Thị Thử", ["Số 1 đường Demo", "Phường Thử"], "0900000001"),
        Receiver = new("Trung tâm thử", ["Số 2 đường Demo"]),
        Papers = [new("Giấy khai sinh", 1), new("CCCD bản sao", 2)],
        FeeToCollect = 1_250_000,
        BookedAt = Morning,
    };

    public static ManifestContent Manifest { get; } = new()
    {
        Number = "BK-261121-0007",
        Operator = "Bưu điện thử nghiệm",
        PostOffice = "Bưu cục thử",
        OpenedAt = Morning,
        Lines = [new("000.00.01.H40-261121-0001-P-1", "CN202611218VN", "Trung tâm thử", 3, 50_000), new("000.00.01.H40-261121-0002-P-1", null, "Trung tâm thử", 1, 0)],
    };

    public static HandoverContent Slip { get; } = new()
    {
        Number = "GN-261121-0003",
        IssuedAt = Morning,
        From = new("Trung tâm thử", ["Số 2 đường Demo"]),
        To = new("Bưu cục thử", []),
        Lines = [new("000.00.01.H40-261121-0001-P-1", null, "Nguyễn Thị Thử", [new("Giấy khai sinh", 1)])],
        FromConfirmed = new("Lê Văn Giao", Morning),
    };
}
