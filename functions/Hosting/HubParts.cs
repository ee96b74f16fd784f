namespace Hub.Functions.Hosting;

/// <summary>How much of the hub a process runs.</summary>
public enum HubParts
{
    /// <summary>Everything: the ways in, the lanes, the timers.</summary>
    All,

    /// <summary>The interface over the store alone, for one command: nothing is delivered and no timer runs.</summary>
    StoreOnly,

    /// <summary>Everything, behind an Azure Functions host on the same machine, whose triggers are answered too.</summary>
    Functions,
}
