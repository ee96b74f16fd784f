using System.Text.Json;
using System.Text.Json.Serialization;
using Hub.Core;
using Hub.Payments.Files.Text;

namespace Hub.Payments.Files.Profiles;

/// <summary>Profiles as JSON, read strictly: what the schema does not know is a fault, not a silence.</summary>
public static class ProfileJson
{
    public static string Write(StatementProfile profile) => JsonSerializer.Serialize(profile, ProfileJsonContext.Default.StatementProfile);

    /// <summary>As a part of a larger answer.</summary>
    public static JsonElement Element(StatementProfile profile) => JsonSerializer.SerializeToElement(profile, ProfileJsonContext.Default.StatementProfile);

    /// <returns>The profile, or what is wrong with it, each with a JSON pointer.</returns>
    public static (StatementProfile? Profile, IReadOnlyList<(string Pointer, Bilingual Reason)> Faults) Read(ReadOnlySpan<byte> json)
    {
        try
        {
            var profile = JsonSerializer.Deserialize(json, ProfileJsonContext.Default.StatementProfile);
            IReadOnlyList<(string, Bilingual)> faults = profile is null ? [("", ("Mẫu đọc trống", "The profile is empty"))] : [.. Faults(profile)];
            return (faults.Count == 0 ? profile : null, faults);
        }
        catch (JsonException broken)
        {
            return (null, [(Pointer(broken.Path), ("Không đúng dạng của mẫu đọc", "It does not have the form of a profile"))]);
        }
    }

    private static IEnumerable<(string Pointer, Bilingual Reason)> Faults(StatementProfile profile)
    {
        if (string.IsNullOrWhiteSpace(profile.Name) || profile.Name.Length > 64)
        {
            yield return ("/name", ("Tên mẫu đọc từ 1 đến 64 ký tự", "The name has 1 to 64 characters"));
        }

        if (profile.Separator is { } separator && separator is not ("," or ";" or "\t" or "|"))
        {
            yield return ("/separator", ("Dấu phân cách là , ; | hoặc tab", "The separator is , ; | or a tab"));
        }

        if (!Enum.IsDefined(profile.Kind) || !Enum.IsDefined(profile.Dates) || !Enum.IsDefined(profile.Numbers))
        {
            yield return ("", ("Giá trị không nằm trong danh sách cho phép", "A value outside those allowed"));
        }

        var columns = profile.Columns;
        if (columns.Day is null)
        {
            yield return ("/columns/day", ("Thiếu cột ngày", "The column of the day is missing"));
        }

        if (columns.Amount is null && columns.Credit is null && columns.Debit is null)
        {
            yield return ("/columns/amount", ("Thiếu cột số tiền, hoặc hai cột ghi nợ và ghi có", "The column of the amount, or those of debit and credit, are missing"));
        }

        if (columns.Amount is not null && (columns.Credit ?? columns.Debit) is not null)
        {
            yield return ("/columns/amount", ("Chỉ một trong hai: cột số tiền có dấu, hoặc hai cột ghi nợ và ghi có", "Either one signed amount or debit and credit, not both"));
        }

        if (profile.Kind is ProfileKind.Pos && columns.Amount is null)
        {
            yield return ("/columns/amount", ("Tệp POS cần cột số tiền", "A POS file needs the column of the amount"));
        }

        foreach (var twice in columns.Told().GroupBy(column => Vietnamese.Fold(column.Heading)).Where(group => group.Key.Length == 0 || group.Count() > 1))
        {
            yield return ($"/columns/{twice.Last().Role}", ("Tên cột trống hoặc dùng hai lần", "A heading that is empty or used twice"));
        }
    }

    private static string Pointer(string? path) => path is null or "$" ? "" : path[1..].Replace('.', '/').Replace("[", "/", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal);
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    UseStringEnumConverter = true,
    RespectNullableAnnotations = true,
    AllowDuplicateProperties = false,
    WriteIndented = true)]
[JsonSerializable(typeof(StatementProfile))]
internal sealed partial class ProfileJsonContext : JsonSerializerContext;
