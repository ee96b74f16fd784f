using Xunit;

namespace Hub.ProcessTests.Functions.Host;

/// <summary>Tests over one published folder; one at a time, because each starts processes of its own.</summary>
[CollectionDefinition(Name)]
public sealed class PublishedAppGroup : ICollectionFixture<PublishedApp>
{
    public const string Name = "published functions app";
}
