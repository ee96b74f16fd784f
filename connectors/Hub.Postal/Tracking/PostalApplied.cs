namespace Hub.Postal.Tracking;

/// <summary>What a page of signs came to.</summary>
public sealed record PostalApplied
{
    /// <summary>False: another reader moved the cursor meanwhile, or the store refused too often. Nothing was written; read again.</summary>
    public required bool IsWritten { get; init; }

    /// <summary>Signs that were stored before and were left out.</summary>
    public int Known { get; init; }

    public int Moved { get; init; }

    public int Repeated { get; init; }

    public int Late { get; init; }

    public int Conflicts { get; init; }

    /// <summary>Signs whose code no table holds.</summary>
    public int UnknownCodes { get; init; }

    /// <summary>Signs of orders that are not ours; they are kept.</summary>
    public int Strangers { get; init; }

    /// <summary>Whether anything was heard that was not known.</summary>
    public bool IsNews => Moved + Repeated + Late + Conflicts + UnknownCodes + Strangers > 0;
}
