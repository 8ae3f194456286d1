"""The API door of the top floor: the branch's bill, the comparison, its differences, the signed paper."""
