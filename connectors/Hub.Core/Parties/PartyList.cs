namespace Hub.Core.Parties;

/// <summary>Every party of this hub, by lane.</summary>
public sealed class PartyList(IReadOnlyList<Party> parties)
{
    private readonly Dictionary<string, Party> _byLane = parties.ToDictionary(party => party.Lane, StringComparer.Ordinal);

    public IReadOnlyList<Party> All => parties;

    public IReadOnlyList<string> Lanes { get; } = [.. parties.Select(party => party.Lane)];

    /// <summary>The party whose role this is; null of a role that every hub knows.</summary>
    public Party? OfRole(string role) => parties.FirstOrDefault(party => party.Roles.Any(known => known.Name == role));

    /// <summary>Who is behind a lane; the lane's own name when nobody is known.</summary>
    public Bilingual NameOf(string lane) => _byLane.TryGetValue(lane, out var party) ? party.Name : new Bilingual(lane, lane);
}
