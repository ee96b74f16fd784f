namespace Hub.Sandbox.ServiceBus;

/// <summary>What a request path names: a queue or its dead letters, and either the head or one locked message.</summary>
/// <param name="Entity">The path of the entity as it was sent, for the token's audience.</param>
/// <param name="Rest">What follows <c>messages</c>: nothing, <c>head</c>, or the message and its lock token.</param>
internal sealed record BusPath(string Entity, string Queue, bool IsDead, IReadOnlyList<string> Rest)
{
    private const string DeadLetters = "$DeadLetterQueue";

    /// <summary>Null for a path outside the data plane.</summary>
    /// <param name="raw">The path as it stood in the request line, nothing decoded.</param>
    public static BusPath? Parse(string basePath, string raw)
    {
        if (!raw.StartsWith(basePath + "/", StringComparison.Ordinal))
        {
            return null;
        }

        var parts = raw[(basePath.Length + 1)..].Split('/');
        var at = Array.FindIndex(parts, part => part.Equals("messages", StringComparison.OrdinalIgnoreCase));
        if (at is not (1 or 2) || parts.Length - at > 3)
        {
            return null;
        }

        // A percent sign is kept: an encoded '$' names an entity that does not exist.
        var isDead = at == 2 && parts[1].Equals(DeadLetters, StringComparison.OrdinalIgnoreCase);
        return at == 2 && !isDead && !parts[1].Contains('%', StringComparison.Ordinal)
            ? null
            : new BusPath(string.Join('/', parts[..at]), parts[0], isDead, parts[(at + 1)..]);
    }

    public bool IsEncoded => Entity.Contains('%', StringComparison.Ordinal);
}
