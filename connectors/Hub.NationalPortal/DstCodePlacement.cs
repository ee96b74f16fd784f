namespace Hub.NationalPortal;

/// <summary>Where an adapter reads <c>dstcode</c> (and <c>providerurl</c>).</summary>
public enum DstCodePlacement
{
    Header = 0,
    Query = 1,
}
