namespace Hub.Postal.Dialects.MyVnPost.Shapes;

/// <param name="PropValue">Property and value: <c>PROP0018:50000</c>.</param>
internal sealed record MyVnPostAddon(string Code, string PropValue);
