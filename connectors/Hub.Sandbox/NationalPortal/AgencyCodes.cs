namespace Hub.Sandbox.NationalPortal;

/// <summary>Codes of publishing bodies. Ministry codes follow from the field codes of their procedures; a body without a known
/// code gets an invented one with the letter X.</summary>
internal static class AgencyCodes
{
    private static readonly Dictionary<string, string> Known = new(StringComparer.Ordinal)
    {
        ["Bộ Công an"] = "000.00.00.G01",
        ["Bộ Nội vụ"] = "000.00.00.G09",
        ["Bộ Tư pháp"] = "000.00.00.G15",
        ["Bộ Xây dựng"] = "000.00.00.G17",
    };

    public static string Of(string agency)
    {
        if (Known.TryGetValue(agency, out var code))
        {
            return code;
        }

        var sum = 0;
        foreach (var character in agency)
        {
            sum = ((sum * 31) + character) % 97;
        }

        return $"000.00.00.X{sum:00}";
    }
}
