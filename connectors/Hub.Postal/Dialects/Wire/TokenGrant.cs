namespace Hub.Postal.Dialects.Wire;

/// <param name="Lifetime">Null where the operator does not say: then it holds until it is refused.</param>
internal sealed record TokenGrant(string Token, TimeSpan? Lifetime)
{
    // A token must not be among what a log prints of a record.
    public override string ToString() => nameof(TokenGrant);
}
