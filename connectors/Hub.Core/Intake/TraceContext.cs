using System.Buffers;

namespace Hub.Core.Intake;

/// <summary>W3C Trace Context, <c>traceparent</c> version 00.</summary>
public static class TraceContext
{
    private static readonly SearchValues<char> Hex = SearchValues.Create("0123456789abcdef");

    /// <summary>An invalid one is no fault of the event: the specification says to start a new trace.</summary>
    public static bool IsValid(ReadOnlySpan<char> traceParent) =>
        traceParent.Length == 55
        && traceParent[2] == '-' && traceParent[35] == '-' && traceParent[52] == '-'
        && traceParent[..2] is "00"
        && !traceParent[3..35].ContainsAnyExcept(Hex) && traceParent[3..35].ContainsAnyExcept('0')
        && !traceParent[36..52].ContainsAnyExcept(Hex) && traceParent[36..52].ContainsAnyExcept('0')
        && !traceParent[53..].ContainsAnyExcept(Hex);
}
