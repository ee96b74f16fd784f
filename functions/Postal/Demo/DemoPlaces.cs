using Hub.Core.Places;

namespace Hub.Functions.Postal.Demo;

/// <summary>The few places of the demonstration's citizens, by their official codes since 2025-07 (QĐ 19/2025/QĐ-TTg). A centre imports the whole list.</summary>
internal static class DemoPlaces
{
    public const string Capital = "01";

    /// <summary>Where the centre itself is.</summary>
    public static readonly Unit Centre = new("13285", "Phường Phủ Lý", "37", "Tỉnh Ninh Bình");

    public static readonly IReadOnlyList<Unit> Units =
    [
        Centre,
        new("13291", "Phường Phù Vân", "37", "Tỉnh Ninh Bình"),
        new("13318", "Phường Châu Sơn", "37", "Tỉnh Ninh Bình"),
        new("13324", "Phường Duy Tiên", "37", "Tỉnh Ninh Bình"),
        new("13330", "Phường Duy Tân", "37", "Tỉnh Ninh Bình"),
        new("13336", "Phường Duy Hà", "37", "Tỉnh Ninh Bình"),
        new("00004", "Phường Ba Đình", Capital, "Thành phố Hà Nội"),
        new("00008", "Phường Ngọc Hà", Capital, "Thành phố Hà Nội"),
        new("00070", "Phường Hoàn Kiếm", Capital, "Thành phố Hà Nội"),
    ];
}
