namespace ActionSheets.Reference;

/// <summary>An intercommunality with own taxation, or a Paris-area territorial body. Source: DGCL and INSEE, <c>epci.csv</c>.</summary>
/// <param name="Siren">Nine digits.</param>
/// <param name="Name">Name in the latest list where it appears.</param>
/// <param name="Kind"><c>CC</c>, <c>CA</c>, <c>CU</c>, <c>METRO</c>, <c>MET69</c> (Lyon) or <c>EPT</c>.</param>
/// <param name="Region">INSEE code of the Region where most of its communes are.</param>
/// <param name="Department">INSEE code of the department where most of its communes are: <c>"2A"</c>, <c>"974"</c>.</param>
internal sealed record Epci(string Siren, string Name, string Kind, string Region, string Department);
