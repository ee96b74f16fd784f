namespace Hub.Connectors;

/// <summary>What one login came to.</summary>
/// <typeparam name="TFailure">Why no token could be had, in the connector's own terms.</typeparam>
public abstract record LoginResult<TFailure>
{
    private LoginResult() { }

    /// <param name="Token">A session or token; empty where the partner wants none.</param>
    /// <param name="Lifetime">Null where the partner does not say: then it holds until it is refused.</param>
    public sealed record Granted(string Token, TimeSpan? Lifetime = null) : LoginResult<TFailure>
    {
        // A token must not be among what a log prints of a record.
        public override string ToString() => nameof(Granted);
    }

    /// <param name="NotBefore">Until then nobody tries again and the same failure is returned; null when the next caller may try at once.</param>
    public sealed record Failed(TFailure Failure, DateTimeOffset? NotBefore = null) : LoginResult<TFailure>;
}
