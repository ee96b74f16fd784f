using System.Buffers;

namespace Hub.Core.Intake;

/// <summary>Writes the JSON that a sender is told, one result for each event, in the shape of the answer to <c>POST /events</c>. Called once for each message.</summary>
public delegate void VerdictWriter(ArrayBufferWriter<byte> json, IReadOnlyList<ReadEvent> events, IReadOnlyList<IntakeResult> results);
