using Hub.Core.Transports;

namespace Hub.Functions.Http.Shapes;

public sealed record BrokerDeadLetterList(IReadOnlyList<BrokerDeadLetter> DeadLetters);
