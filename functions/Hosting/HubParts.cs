namespace Hub.Functions.Hosting;

/// <summary>How much of the hub a process runs.</summary>
public enum HubParts
{
    /// <summary>Everything: the ways in, the lanes, the timers.</summary>
    All,

    /// <summary>The interface over the store alone, for one command: nothing is delivered and no timer runs.</summary>
    StoreOnly,

    /// <summary>Everything, in the worker of an Azure Functions host, whose triggers bring what the broker holds.</summary>
    Functions,
}
