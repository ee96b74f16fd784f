namespace Hub.Core.Lanes;

/// <summary>Dead-letter codes that the heart itself gives; connectors add their own. Each has a line in the runbook.</summary>
public static class ReasonCodes
{
    public const string AttemptsExhausted = "attempts-exhausted";
    public const string SchemaInvalid = "schema-invalid";
}
