namespace Hub.Storage.Moving;

/// <summary>What the move that a store took part in has left it as.</summary>
internal enum MoveState
{
    /// <summary>A copy that is not complete.</summary>
    Copying,

    /// <summary>A copy that was compared with its source; served like any other.</summary>
    Complete,

    /// <summary>What it holds has gone elsewhere and goes on there.</summary>
    Moved,
}
