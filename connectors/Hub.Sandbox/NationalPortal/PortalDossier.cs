using System.Text.Json;
using Hub.Sandbox.Twins;

namespace Hub.Sandbox.NationalPortal;

/// <summary>What the portal holds of one dossier. Every member is used under <see cref="Gate"/>.</summary>
internal sealed class PortalDossier(string code)
{
    private readonly List<StatusEntry> _statuses = [];
    private readonly List<ProgressLine> _progress = [];
    private readonly HashSet<(string At, string Text, string Status, string Officer)> _seenLines = [];
    private string _lastLineAt = "";

    public Lock Gate { get; } = new();

    public string Code => code;

    public byte[]? Item { get; private set; }

    public int Status { get; private set; }

    public int Created { get; private set; }

    public int Updated { get; private set; }

    public int BackwardMoves { get; private set; }

    public int DoubledProgress { get; private set; }

    public int ProgressOutOfOrder { get; private set; }

    public long RefusedCreates { get; set; }

    public IReadOnlyList<StatusEntry> Statuses => _statuses;

    public IReadOnlyList<ProgressLine> Progress => _progress;

    public bool Exists => Item is not null;

    /// <summary>Stores the item and says whether its status moved backward; it is taken all the same, as by the real portal.</summary>
    public bool Store(byte[] item, int status, DateTimeOffset at)
    {
        var isBackward = Exists && StatusMoves.IsBackward(Status, status);
        Created += Exists ? 0 : 1;
        Updated += Exists ? 1 : 0;
        BackwardMoves += isBackward ? 1 : 0;
        (Item, Status) = (item, status);
        _statuses.Add(new StatusEntry(status, at));
        return isBackward;
    }

    /// <summary>Appends a line; the same line again becomes a second line, because the protocol has no key to know it by.</summary>
    public ProgressLine Append(JsonElement line, byte[] item, DateTimeOffset at)
    {
        var lineAt = line.Text("ThoiDiemXuLy");
        var isDoubled = !_seenLines.Add((lineAt, line.Text("NoiDungXuLy"), line.Text("TrangThai"), line.Text("NguoiXuLy")));
        var isOutOfOrder = string.CompareOrdinal(lineAt, _lastLineAt) < 0;
        var appended = new ProgressLine(at, isDoubled, isOutOfOrder, item);
        _progress.Add(appended);
        _lastLineAt = lineAt;
        DoubledProgress += isDoubled ? 1 : 0;
        ProgressOutOfOrder += isOutOfOrder ? 1 : 0;
        return appended;
    }
}

/// <summary>A progress line as it arrived; <c>Item</c> is its own JSON, compact UTF-8.</summary>
internal sealed record ProgressLine(DateTimeOffset At, bool Doubled, bool OutOfOrder, byte[] Item);

/// <summary>One accepted create or update: the status it carried and when the portal took it.</summary>
internal readonly record struct StatusEntry(int Status, DateTimeOffset At);
