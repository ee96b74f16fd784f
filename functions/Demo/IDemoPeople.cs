using Hub.Core;

namespace Hub.Functions.Demo;

/// <summary>People of a party who act while the day goes on.</summary>
internal interface IDemoPeople
{
    UnderWay UnderWay { get; }

    /// <summary>What the screen says of them, a line each.</summary>
    IReadOnlyList<Bilingual> Lines { get; }

    /// <summary>Acts until their day is over.</summary>
    /// <param name="posting">Ends when the case system has told the whole day.</param>
    Task RunAsync(Task posting, CancellationToken ct);
}
