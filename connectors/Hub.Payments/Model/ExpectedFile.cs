namespace Hub.Payments.Model;

/// <summary>A day of an account or terminal whose file did not come in time, and what became of it.</summary>
/// <param name="Source">Account or terminal, as the settings name it.</param>
/// <param name="Day">Of which the file tells.</param>
/// <param name="Version">0 before it is stored; one more with each change.</param>
public sealed record ExpectedFile(string Source, DateOnly Day, ExpectedState State, DateTimeOffset ChangedAt, long Version = 0);

public enum ExpectedState
{
    /// <summary>A person was told. It stays so when that person ends the task: then nobody is told again.</summary>
    Missing,

    /// <summary>The file came, or is expected no more.</summary>
    Settled,
}
