namespace Hub.Postal.Ranges;

/// <summary>Why no range was got.</summary>
public enum RangeFault
{
    /// <summary>The operator's interface allots none.</summary>
    Unable,

    /// <summary>The operator says no, such as when it allots no more.</summary>
    Refused,

    LoginRefused,

    /// <summary>It cannot be asked now; nothing was allotted.</summary>
    Away,

    /// <summary>It was asked and its answer did not come: what it may have allotted the next fetch takes over.</summary>
    AnswerLost,

    /// <summary>It lists a range of a form that the hub does not know. Asked for more, it might allot one after the other that the hub could not take.</summary>
    ListUnreadable,
}
