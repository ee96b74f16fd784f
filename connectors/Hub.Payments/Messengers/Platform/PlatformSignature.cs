using System.Security.Cryptography;
using System.Text;

namespace Hub.Payments.Messengers.Platform;

/// <summary>
/// Who signed a message of the national PaymentPlatform: <c>MaXacThuc</c>, SHA-256 in small hex over its fields and, as the last, the secret, with bars between.
/// Source: a provincial system that speaks version 1.0.6.
/// </summary>
public static class PlatformSignature
{
    public const string Version = "1.0.6";
    public const string Member = "MaXacThuc";

    /// <summary>Fields of INIT in the order in which they are signed.</summary>
    public static IReadOnlyList<string> Init { get; } =
    [
        "LoaiBanTin", "PhienBan", "MaDoiTac", "MaThamChieu", "SoTien", "LoaiHinhThanhToan", "MaKenhThanhToan", "MaThietBi", "NgonNgu", "MaTienTe", "MaNganHang", "ThongTinGiaoDich",
        "ThoiGianGD", "Ip",
    ];

    /// <summary>Fields of the platform's confirmation.</summary>
    public static IReadOnlyList<string> Confirm { get; } =
        ["LoaiBanTin", "MaLoi", "MaDoiTac", "MaThamChieu", "SoTien", "MaTienTe", "MaGiaoDich", "MaNganHang", "ThoiGianGD", "ThongTinGiaoDich"];

    /// <summary>Fields of QUERY and GET_BILL.</summary>
    public static IReadOnlyList<string> Query { get; } = ["LoaiBanTin", "PhienBan", "MaDoiTac", "MaThamChieu", "ThoiGianGD"];

    /// <param name="values">Of the fields, in their order.</param>
    public static string Of(IEnumerable<string> values, string secret) => Convert.ToHexStringLower(Digest(values, secret));

    internal static byte[] Digest(IEnumerable<string> values, string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('|', values.Append(secret))));
}
