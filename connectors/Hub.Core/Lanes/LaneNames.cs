namespace Hub.Core.Lanes;

/// <summary>The one lane that the heart itself must know.</summary>
public static class LaneNames
{
    /// <summary>Carries the hub's own events to those who subscribed to them. Its dead letters are no news for them: they could not be told either.</summary>
    public const string Outgoing = "case-system";
}
