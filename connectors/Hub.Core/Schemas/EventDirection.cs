namespace Hub.Core.Schemas;

/// <summary>Who posts the event: <c>In</c> the case system to the hub, <c>Out</c> the hub to the case system.</summary>
public enum EventDirection
{
    In,
    Out,
}
