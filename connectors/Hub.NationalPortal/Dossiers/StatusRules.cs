using Hub.Core.Dossiers;
using Hub.NationalPortal.Settings;

namespace Hub.NationalPortal.Dossiers;

/// <summary>A centre's status map and the moves its dossiers may make.</summary>
public sealed class StatusRules
{
    private readonly Dictionary<string, DossierStatus> _map;
    private readonly Dictionary<DossierStatus, HashSet<DossierStatus>> _reachable;

    /// <exception cref="ArgumentException">An entry of the options is no status or no move; the message names it.</exception>
    public StatusRules(NationalPortalOptions options)
    {
        _map = new Dictionary<string, DossierStatus>(NationalPortalCodes.LocalStatuses, StringComparer.Ordinal);
        foreach (var (code, number) in options.StatusMap)
        {
            if (number == 0)
            {
                _map.Remove(code);
                continue;
            }

            _map[code] = Enum.IsDefined((DossierStatus)number)
                ? (DossierStatus)number
                : throw new ArgumentException($"StatusMap:{code} must be 1 to 10 (or 0 to unmap), was {number}.");
        }

        var extra = options.ExtraMoves.Select(Parse).ToHashSet();
        _reachable = Enum.GetValues<DossierStatus>().ToDictionary(status => status, status => ReachableFrom(status, extra));
    }

    public DossierStatus? Map(string? said) => said is not null && _map.TryGetValue(said, out var status) ? status : null;

    /// <summary>Whether a status can still be reached, directly or over statuses that nobody told. A status reaches itself.</summary>
    public bool Reaches(DossierStatus from, DossierStatus to) => from == to || _reachable[from].Contains(to);

    /// <summary>Whether the text is a move, <c>from>to</c> with two of the ten names.</summary>
    public static bool IsMove(string text) => TryParse(text, out _);

    private static (DossierStatus From, DossierStatus To) Parse(string text) => TryParse(text, out var move)
        ? move
        : throw new ArgumentException($"ExtraMoves: '{text}' is not of the form from>to with two of the ten status names.");

    private static bool TryParse(string text, out (DossierStatus From, DossierStatus To) move)
    {
        var parts = text.Split('>');
        move = default;
        return parts.Length == 2 && DossierStatuses.TryParse(parts[0].Trim(), out move.From) && DossierStatuses.TryParse(parts[1].Trim(), out move.To);
    }

    private static HashSet<DossierStatus> ReachableFrom(DossierStatus start, HashSet<(DossierStatus, DossierStatus)> extra)
    {
        var reached = new HashSet<DossierStatus>();
        var open = new Queue<DossierStatus>([start]);
        while (open.TryDequeue(out var from))
        {
            foreach (var to in Enum.GetValues<DossierStatus>())
            {
                if (from != to && (from.CanMoveTo(to) || extra.Contains((from, to))) && reached.Add(to))
                {
                    open.Enqueue(to);
                }
            }
        }

        return reached;
    }
}
