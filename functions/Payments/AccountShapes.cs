using System.Text.Json.Serialization;
using Hub.Functions.Http.Messages;

namespace Hub.Functions.Payments;

/// <summary>What an account is to be from a day on; it waits for a second person.</summary>
/// <param name="Bin">NAPAS' number of the bank, six digits.</param>
/// <param name="ValidUntil">The last day; absent: for good. To end an account give its row's own first day and this.</param>
/// <param name="FeeTypes">Absent: every fee of its agency.</param>
/// <param name="Agency">Absent: every agency.</param>
/// <param name="ShareKept">In hundredths of a per cent; absent: all, 10000.</param>
/// <param name="Reason">Why, for whoever approves; no personal data.</param>
public sealed record AccountProposal(
    [property: Needed] string? Bin = null, [property: Needed] string? Number = null, [property: Needed] string? Holder = null, [property: Needed] DateOnly? ValidFrom = null, DateOnly? ValidUntil = null, IReadOnlyList<string>? FeeTypes = null, string? Agency = null,
    int? ShareKept = null, [property: Needed] string? Reason = null);

public sealed record AccountList(IReadOnlyList<AccountView> Accounts);

/// <param name="State"><c>valid</c>, <c>future</c> or <c>ended</c>, today.</param>
/// <param name="ShareKept">In hundredths of a per cent.</param>
public sealed record AccountView(
    string Bin, string Number, string Holder, string State, DateOnly? ValidFrom, DateOnly? ValidUntil, IReadOnlyList<string> FeeTypes, string? Agency, int ShareKept);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false,
    UseStringEnumConverter = true,
    Converters = [typeof(TimeConverter)])]
[JsonSerializable(typeof(AccountList))]
[JsonSerializable(typeof(AccountProposal))]
[JsonSerializable(typeof(SheetList))]
[JsonSerializable(typeof(SheetView))]
[JsonSerializable(typeof(SheetWish))]
public sealed partial class AccountsJson : JsonSerializerContext
{
    public static AccountsJson Wire => field ??= new(Http.HubJson.Readable(Default.GeneratedSerializerOptions!));
}
