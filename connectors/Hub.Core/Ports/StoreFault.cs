namespace Hub.Core.Ports;

/// <summary>Why a store cannot do its work.</summary>
public enum StoreFault
{
    /// <summary>No space is left.</summary>
    Full,

    /// <summary>It may be read and not be written.</summary>
    ReadOnly,

    /// <summary>The disk answers with errors.</summary>
    Broken,

    /// <summary>Another program keeps it locked, or it has more to do than it can.</summary>
    Busy,

    /// <summary>It cannot be opened or reached.</summary>
    Unreachable,

    /// <summary>It answers and does not let the hub in: account, password, name of the database or rights.</summary>
    Barred,
}
