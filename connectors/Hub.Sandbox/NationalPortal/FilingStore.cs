using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hub.Sandbox.Twins;

namespace Hub.Sandbox.NationalPortal;

/// <summary>Sales promotions: what was filed on the portal, and what the province said of each.</summary>
internal sealed class FilingStore(TwinJournal journal, Effects effects, TwinClock clock)
{
    public const string FiledKind = "filing";
    public const string ToldKind = "filing-status";

    // Refused is 11 here and not 3. Source: public connectors.
    private static readonly HashSet<string> Statuses = [.. Enumerable.Range(1, 11).Where(status => status != 3).Select(status => status.ToString(CultureInfo.InvariantCulture))];

    private readonly ConcurrentDictionary<string, Filing> _filings = new(StringComparer.Ordinal);

    public static string? CheckStatus(JsonElement item) => Statuses.Contains(item.Text("TrangThai")) ? null : $"TrangThai có giá trị không hợp lệ '{item.Text("TrangThai")}'";

    public Filing? Find(string code) => _filings.GetValueOrDefault(code);

    /// <summary>Somebody filed it here.</summary>
    public void Open(string code)
    {
        if (_filings.TryAdd(code, new Filing(code, IsFiledHere: true, [])))
        {
            journal.Add(FiledKind, "code", code);
        }
    }

    /// <summary>The province tells a status; one that was filed elsewhere is taken and counted.</summary>
    /// <returns>How many it told before.</returns>
    public long Tell(string code, JsonElement item)
    {
        var told = new ToldStatus(clock.GetUtcNow(), JsonNode.Parse(item.GetRawText())!);
        var before = Add(code, told);
        journal.Add(ToldKind, "told", told);
        return before;
    }

    public void RestoreFiled(JsonElement line) => _filings.TryAdd(line.Text("code"), new Filing(line.Text("code"), IsFiledHere: true, []));

    public void RestoreTold(JsonElement line)
    {
        var told = TwinJournal.Read<ToldStatus>(line, "told");
        Add((string)told.Item["MaHoSo"]!, told);
    }

    public void Clear() => _filings.Clear();

    private int Add(string code, ToldStatus told)
    {
        effects.Count(PortalEffects.FilingStatus);
        var before = 0;
        _filings.AddOrUpdate(
            code,
            key => new Filing(key, IsFiledHere: false, [told]),
            (_, filing) =>
            {
                before = filing.Told.Count;
                return filing with { Told = [.. filing.Told, told] };
            });
        if (Find(code) is { IsFiledHere: false })
        {
            effects.Count(PortalEffects.FilingUnknown);
        }

        return before;
    }
}

/// <summary>A sales promotion as the control API shows it.</summary>
/// <param name="Told">What the province said, in the order of arrival.</param>
internal sealed record Filing(string Code, bool IsFiledHere, IReadOnlyList<ToldStatus> Told)
{
    /// <summary><c>TrangThai</c> as last told; 1, newly filed, before.</summary>
    public string Status => Told.Count == 0 ? "1" : (string?)Told[^1].Item["TrangThai"] ?? "";
}

internal sealed record ToldStatus(DateTimeOffset At, JsonNode Item);
