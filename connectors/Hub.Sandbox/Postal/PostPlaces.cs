using System.Globalization;

namespace Hub.Sandbox.Postal;

/// <summary>The operator's code tables: integers for A and B, texts for D.</summary>
internal sealed class PostPlaces(PostTwinOptions options)
{
    public const string NoDistrict = "VNPOST";

    private readonly Dictionary<int, PostProvince> _provinces = options.Provinces.ToDictionary(province => province.Code);

    public IEnumerable<PostProvince> Provinces => _provinces.Values.OrderBy(province => province.Code);

    public bool IsProvince(long code) => code is > 0 and < 100 && (_provinces.ContainsKey((int)code) || DemoPlaces.FormerProvinces.ContainsKey((int)code));

    /// <summary>A district may be left out; a given one is its province's code and two digits, the last of them 0.</summary>
    public static bool IsDistrict(long code, long province) => code == 0 || (code / 100 == province && code % 10 == 0);

    public PostProvince? Find(string code) =>
        int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && code.Length == 2 ? _provinces.GetValueOrDefault(number) : null;

    public static string CodeOf(PostProvince province) => province.Code.ToString("00", CultureInfo.InvariantCulture);

    public static IEnumerable<(string Code, string Name)> CommunesOf(PostProvince province) =>
        province.Communes.Select((name, index) => (((province.Code * 1000) + index + 1).ToString("00000", CultureInfo.InvariantCulture), name));

    public static bool IsCommune(string code, PostProvince province) =>
        int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && code.Length == 5
        && number / 1000 == province.Code && number % 1000 >= 1 && number % 1000 <= province.Communes.Count;
}
