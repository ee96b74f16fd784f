namespace Hub.Core.Events;

/// <summary>In: the case system (or an operator) told the hub. Out: the hub tells the case system, by webhook or feed.</summary>
public enum EventDirection
{
    In = 0,
    Out = 1,
}
